// Prints the address it listens at. Its folder is the first argument.
import S3rver from "s3rver";

const server = new S3rver({
  address: "127.0.0.1",
  port: 0,
  silent: true,
  directory: process.argv[2],
  configureBuckets: [{ name: "blobs" }],
});
const address = await server.run();
console.log(`http://127.0.0.1:${address.port}`);
