// Run by node: what statuspage.io (GPL-3.0) reads at the address given, as one line of JSON, call by call.
// `scheduledMaintenances.getActive` is left out: in version 3.3.8 it asks for the upcoming ones.
const { Statuspage } = require("statuspage.io");

async function main() {
  const client = new Statuspage("ours");
  client.setApiUrl(process.argv[2]);
  const calls = {
    summary: () => client.api.getSummary(),
    status: () => client.api.getStatus(),
    components: () => client.api.getComponents(),
    incidents: () => client.api.incidents.getAll(),
    unresolved: () => client.api.incidents.getUnresolved(),
    maintenances: () => client.api.scheduledMaintenances.getAll(),
    upcoming: () => client.api.scheduledMaintenances.getUpcoming(),
  };
  const found = {};
  for (const [name, call] of Object.entries(calls)) found[name] = await call();
  console.log(JSON.stringify(found));
}

main().catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
