// Parses the cards on stdin as a client of Adaptive Cards 1.4 does, and prints what it found wrong and what it understood.
const { AdaptiveCard, SerializationContext, Version } = require("adaptivecards/dist/adaptivecards.js");

const version = new Version(1, 4);

function read(source) {
  const context = new SerializationContext(version);
  const card = new AdaptiveCard();
  card.parse(source, context);
  const faults = card.validateProperties().validationEvents.map((event) => event.message);
  for (let number = 0; number < context.eventCount; number += 1) faults.push(context.getEventAt(number).message);
  return { faults, understood: card.toJSON(new SerializationContext(version)) };
}

console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")).map(read)));
