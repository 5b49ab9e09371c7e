package io.freehold.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// Keeps a number of connections busy, each with one request at a time, on the calling thread. What
/// it measures is a closed loop: a slow answer delays the next request of its connection only. A
/// connection may pause between an answer and its next request, as a client that polls does; then
/// the first requests are spread over one pause.
public final class Load {
  private static final int BUFFER_BYTES = 256 << 10;

  /// Nothing that is measured here takes longer.
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final InetSocketAddress server;
  private final int connections;
  private final Requests requests;
  private final Duration pause;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  public Load(InetSocketAddress server, int connections, Requests requests) {
    this(server, connections, requests, Duration.ZERO);
  }

  /// @param pause of each connection, after an answer
  public Load(InetSocketAddress server, int connections, Requests requests, Duration pause) {
    this.server = server;
    this.connections = connections;
    this.requests = requests;
    this.pause = pause;
  }

  /// Sends until the time is over or the number is reached, but once at least, then waits for what
  /// is under way.
  public LoadResult run(Duration time, long requestsMax) {
    var run = new Run(time, requestsMax);
    try {
      return run.go();
    } catch (IOException e) {
      throw new UncheckedIOException("the load on " + server + " broke off", e);
    }
  }

  private final class Run {
    private final Duration time;
    private final long requestsMax;
    private final LoadResult.Builder result = new LoadResult.Builder();
    private final PriorityQueue<Turn> pausing = new PriorityQueue<>();
    private long deadline;
    private long begun;
    private int open;
    private long lastAnswer;

    Run(Duration time, long requestsMax) {
      this.time = time;
      this.requestsMax = requestsMax;
    }

    LoadResult go() throws IOException {
      List<SocketChannel> channels = new ArrayList<>();
      try (Selector selector = Selector.open()) {
        for (int i = 0; i < connections; i++) {
          channels.add(connect(selector));
        }
        long start = System.nanoTime();
        deadline = start + time.toNanos();
        beginAll(List.copyOf(selector.keys()), start);
        while (open > 0 || !pausing.isEmpty()) {
          int ready = selector.select(this::ready, Math.max(1, untilNextTurn()));
          if (ready == 0 && open > 0 && System.nanoTime() - lastAnswer > STALLED.toNanos()) {
            throw new IOException("no answer within " + STALLED.toSeconds() + " seconds");
          }
          beginWhoseTurnItIs();
        }
        return result.done(System.nanoTime() - start);
      } finally {
        for (SocketChannel channel : channels) {
          channel.close();
        }
      }
    }

    private void beginAll(List<SelectionKey> keys, long start) throws IOException {
      lastAnswer = start;
      long apart = pause.toNanos() / keys.size();
      for (int i = 0; i < keys.size(); i++) {
        if (apart == 0 || i == 0) {
          begin(keys.get(i));
        } else {
          pausing.add(new Turn(start + i * apart, keys.get(i)));
        }
      }
    }

    private long untilNextTurn() {
      Turn next = pausing.peek();
      return next == null ? STALLED.toMillis() : (next.at() - System.nanoTime()) / 1_000_000;
    }

    private void beginWhoseTurnItIs() throws IOException {
      long now = System.nanoTime();
      if (now >= deadline) {
        pausing.clear();
      }
      while (!pausing.isEmpty() && pausing.element().at() <= now) {
        begin(pausing.remove().key());
      }
    }

    private SocketChannel connect(Selector selector) throws IOException {
      SocketChannel channel = SocketChannel.open(server);
      channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Conversation());
      return channel;
    }

    private void begin(SelectionKey key) throws IOException {
      if (begun == 0 || begun < requestsMax && System.nanoTime() < deadline) {
        begun++;
        open++;
        var conversation = (Conversation) key.attachment();
        conversation.begin(requests.next());
        write(key, conversation);
      }
    }

    private void ready(SelectionKey key) {
      var conversation = (Conversation) key.attachment();
      try {
        if (key.isWritable()) {
          write(key, conversation);
        }
        if (key.isReadable()) {
          read(key, conversation);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(SelectionKey key, Conversation conversation) throws IOException {
      boolean isWritten = conversation.write((SocketChannel) key.channel());
      key.interestOps(
          isWritten ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void read(SelectionKey key, Conversation conversation) throws IOException {
      buffer.clear();
      if (((SocketChannel) key.channel()).read(buffer) < 0) {
        throw new IOException("the server closed a connection");
      }
      if (conversation.takes(buffer.flip())) {
        open--;
        lastAnswer = System.nanoTime();
        result.add(lastAnswer - conversation.begun, conversation.answer.status());
        if (pause.isZero()) {
          begin(key);
        } else {
          pausing.add(new Turn(lastAnswer + pause.toNanos(), key));
        }
      }
    }
  }

  /// When a connection that pauses goes on, as `System.nanoTime` counts.
  private record Turn(long at, SelectionKey key) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return Long.compare(at, other.at);
    }
  }

  /// One connection: the request on its way out, the answer on its way in.
  private static final class Conversation {
    private final AnswerReader answer = new AnswerReader();
    private ByteBuffer[] request = {};
    private long begun;

    void begin(ByteBuffer[] next) {
      request = next;
      answer.begin();
      begun = System.nanoTime();
    }

    boolean write(SocketChannel channel) throws IOException {
      channel.write(request);
      return !request[request.length - 1].hasRemaining();
    }

    boolean takes(ByteBuffer arrived) {
      return answer.take(arrived);
    }
  }
}
