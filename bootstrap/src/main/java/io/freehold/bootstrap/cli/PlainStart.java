package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `start` as supervisors write it, understood without the command line's parser: setting that up
/// takes as long as the rest of the start.
final class PlainStart {
  private PlainStart() {}

  /// How events are to be printed; empty when the arguments are not a plain `start`.
  static Optional<ServerProcess.LogForm> logForm(String... arguments) {
    return switch (String.join(" ", List.of(arguments))) {
      case "start", "start --log text", "start --log=text" ->
          Optional.of(ServerProcess.LogForm.TEXT);
      case "start --log json", "start --log=json" -> Optional.of(ServerProcess.LogForm.JSON);
      default -> Optional.empty();
    };
  }

  static int run(Context context, ServerProcess.LogForm log) {
    try {
      return ServerProcess.run(context, log, writer(FileDescriptor.out));
    } catch (RuntimeException e) {
      PrintWriter err = writer(FileDescriptor.err);
      err.println("freehold: " + Explanation.of(e).orElseThrow(() -> e));
      err.flush();
      return 1;
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
