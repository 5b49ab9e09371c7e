package io.freehold.adapters.persistence.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Lets many callers share one expensive act, such as an fsync, without a thread of its own:
/// whoever comes first leads and commits for all who came while the group before was busy; the next
/// in line then leads. A caller returns when its work was in a group that was committed.
public final class GroupCommit<W> {
  private final int groupMax;
  private final Consumer<List<W>> commit;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Seat<W>> waiting = new ArrayDeque<>();
  private boolean isLed;

  /// @param commit is to note in each work what became of it, and to throw nothing
  public GroupCommit(int groupMax, Consumer<List<W>> commit) {
    this.groupMax = groupMax;
    this.commit = commit;
  }

  private static final class Seat<W> {
    private final W work;
    private final Semaphore call = new Semaphore(0);
    private boolean isDone;

    private Seat(W work) {
      this.work = work;
    }
  }

  public void submit(W work) {
    var seat = new Seat<W>(work);
    if (!leadsAtOnce(seat)) {
      // Not to be interrupted: the work may be committed already, and the caller must learn it.
      seat.call.acquireUninterruptibly();
    }
    if (!seat.isDone) {
      lead();
    }
  }

  private boolean leadsAtOnce(Seat<W> seat) {
    lock.lock();
    try {
      waiting.add(seat);
      boolean leads = !isLed;
      isLed = true;
      return leads;
    } finally {
      lock.unlock();
    }
  }

  private void lead() {
    List<Seat<W>> group = nextGroup();
    try {
      commit.accept(group.stream().map(seat -> seat.work).toList());
    } finally {
      callTheNext();
      for (Seat<W> seat : group) {
        seat.isDone = true;
        seat.call.release();
      }
    }
  }

  private List<Seat<W>> nextGroup() {
    lock.lock();
    try {
      var group = new ArrayList<Seat<W>>();
      while (group.size() < groupMax && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void callTheNext() {
    lock.lock();
    try {
      Seat<W> next = waiting.peek();
      isLed = next != null;
      if (next != null) {
        next.call.release();
      }
    } finally {
      lock.unlock();
    }
  }
}
