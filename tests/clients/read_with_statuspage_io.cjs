// Run by node: what statuspage.io (GPL-3.0) reads at the address given, as one line of JSON, call by call.
// In version 3.3.8 `scheduledMaintenances.getActive` and `.getAll` ask for the upcoming ones; here its own client asks
// for what they mean.
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
    maintenances: () => planned("scheduled-maintenances.json"),
    active: () => planned("scheduled-maintenances/active.json"),
    upcoming: () => client.api.scheduledMaintenances.getUpcoming(),
  };
  const planned = async (path) => (await client.api.scheduledMaintenances.apiClient.get(`/api/v2/${path}`)).data;
  const found = {};
  for (const [name, call] of Object.entries(calls)) found[name] = await call();
  console.log(JSON.stringify(found));
}

main().catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
