'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import type { ControlProps } from '@/components/ui/field';
import { SearchInput } from '@/components/ui/search-input';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';
import { categories, type TicketCategory } from '@/lib/tickets/schema';
import { isMany, narrow } from './narrow';

interface Choice<Value> {
  control: ControlProps;
  value: Value[];
  onChange: (value: Value[]) => void;
}

const toggled = <Value,>(all: Value[], each: Value, isOn: boolean) =>
  isOn ? [...all, each] : all.filter((other) => other !== each);

/** A group names itself; it is neither required nor wrong by itself. */
const groupOf = ({ 'aria-required': _, 'aria-invalid': __, ...control }: ControlProps) => control;

/** Who is in it: those who are stand first, and of the others the first ones until something is typed. */
export function MemberBoxes({ control, people, value, onChange }: Choice<string> & { people: AgentObject[] }) {
  const t = useTranslations('order.teams');
  // Who stands first changes with what is typed, not with a box: or the box would leave from under the finger.
  const [{ text, first }, setAsked] = useState({ text: '', first: value });
  const { shown, left } = narrow(people, text, first);
  return (
    <div {...groupOf(control)} role="group" className="rounded-lg border border-line bg-sunken">
      {isMany(people) && (
        <div className="border-b border-line p-2">
          <SearchInput
            label={t('findMember')}
            placeholder={t('findMember')}
            value={text}
            onChange={({ target }) => setAsked({ text: target.value, first: value })}
            // Enter looks for a person; it does not send the form around it.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        </div>
      )}
      <div className="max-h-52 overflow-y-auto px-4 py-2">
        <div className="grid grid-cols-2 gap-x-4 max-md:grid-cols-1">
          {shown.map((person) => (
            <Checkbox
              key={person._id}
              checked={value.includes(person._id)}
              onChange={({ target }) => onChange(toggled(value, person._id, target.checked))}
              label={
                <span className="[overflow-wrap:anywhere]">
                  {person.name}
                  {person.away && <span className="text-text-3"> · {t('room.away')}</span>}
                </span>
              }
            />
          ))}
        </div>
        {shown.length === 0 && <p className="py-1 text-sm text-text-3">{t('noMember')}</p>}
        {left > 0 && <p className="py-1 text-sm text-text-3">{t('typeForMore', { count: left })}</p>}
      </div>
    </div>
  );
}

/** What comes to it by itself. One that another team has cannot be chosen, and says whose it is. */
export function CategoryBoxes({ control, others, value, onChange }: Choice<TicketCategory> & { others: TeamObject[] }) {
  const t = useTranslations('order.teams');
  const words = useTranslations('tickets.category');
  return (
    <div {...groupOf(control)} role="group" className="grid gap-x-4 rounded-lg border border-line bg-sunken px-4 py-2">
      {categories.map((category) => {
        const owner = others.find((team) => team.categories.includes(category));
        return (
          <Checkbox
            key={category}
            checked={value.includes(category)}
            disabled={owner !== undefined}
            onChange={({ target }) => onChange(toggled(value, category, target.checked))}
            label={
              <span className="[overflow-wrap:anywhere]">
                {words(category)}
                {owner && <span className="text-text-3"> · {t('takenBy', { name: owner.name })}</span>}
              </span>
            }
          />
        );
      })}
    </div>
  );
}
