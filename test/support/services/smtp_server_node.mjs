// smtp-server for Node behind a balancer that sends the PROXY header: it waits for the header, then greets.
//
//     node smtp_server_node.mjs smtp-server-3.18.5 [port]
//
// Prints its port, and how many clients have said QUIT or left otherwise; what ends the process is on stderr.
const { SMTPServer } = (await import(process.argv[2])).default;

const server = new SMTPServer({
  useProxy: true,
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  disableReverseLookup: true,
  onClose: ({ openingCommand }) => console.log(`client said ${openingCommand}`),
});
// As its documentation has it.
server.on("error", (error) => console.log(`error: ${error.message}`));
server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () =>
  console.log(`listening on port ${server.server.address().port}`),
);
