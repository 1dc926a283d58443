// Run by bin/measure.mjs (`npm run faults`).
console.log('nothing yet');
