// Run by bin/measure.mjs (`npm run bench:seed`).
console.log('nothing yet');
