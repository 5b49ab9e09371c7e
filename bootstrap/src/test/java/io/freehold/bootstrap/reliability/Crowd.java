package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.StartedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Clients that write and read in turn, each as fast as it is answered. Who is refused comes again
/// when `Retry-After` says, so that those who are sent away do not take the machine, which is the
/// same, from the server.
///
/// @param stay how long they do
record Crowd(Lab lab, StartedServer server, Duration stay) {
  /// What they saw: how long each accepted request took, and how many were refused.
  record Seen(List<Long> nanos, long refused) {
    static final Seen NOTHING = new Seen(List.of(), 0);

    Seen and(Seen other) {
      var both = new ArrayList<>(nanos);
      both.addAll(other.nanos);
      return new Seen(both, refused + other.refused);
    }

    int answered() {
      return nanos.size();
    }

    long percentile99Millis() {
      List<Long> sorted = nanos.stream().sorted().toList();
      return TimeUnit.NANOSECONDS.toMillis(sorted.get((int) (sorted.size() * 99L / 100)));
    }
  }

  Seen of(int clients) throws Exception {
    Seen seen = Seen.NOTHING;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long end = System.nanoTime() + stay.toNanos();
      List<Future<Seen>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(client(end)));
      }
      for (Future<Seen> client : all) {
        seen = seen.and(client.get(5, TimeUnit.MINUTES));
      }
    }
    return seen;
  }

  private Callable<Seen> client(long end) {
    byte[] json = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] write = Line.post("/v1/data/over.load", lab.bearer(), json);
    byte[] read = Line.get("/v1/data/over.load", lab.bearer());
    return () -> {
      List<Long> nanos = new ArrayList<>();
      long refused = 0;
      Line line = new Line(server.url("server"));
      try {
        for (int i = 0; System.nanoTime() < end; i++) {
          long begin = System.nanoTime();
          Line.Reply reply = line.send(i % 2 == 0 ? write : read).receive();
          line = stillOpen(line, reply);
          if (isAccepted(reply)) {
            nanos.add(System.nanoTime() - begin);
          } else {
            refused++;
            TimeUnit.SECONDS.sleep(Long.parseLong(reply.header("retry-after").orElseThrow()));
          }
        }
      } finally {
        line.close();
      }
      return new Seen(nanos, refused);
    };
  }

  private Line stillOpen(Line line, Line.Reply reply) throws IOException {
    if (reply.header("connection").filter("close"::equals).isEmpty()) {
      return line;
    }
    line.close();
    return new Line(server.url("server"));
  }

  private static boolean isAccepted(Line.Reply reply) {
    return switch (reply.status()) {
      case 200, 201 -> true;
      case 429, 503 -> {
        assertThat(reply.header("retry-after")).isPresent();
        yield false;
      }
      default -> throw new AssertionError(reply.status() + " " + reply.text());
    };
  }
}
