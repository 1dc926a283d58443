// Run by bin/measure.mjs (`npm run attack`).
console.log('nothing yet');
