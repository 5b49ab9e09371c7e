package io.freehold.adapters.persistence.connect.postgres;

import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.approval;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresAdapterTest {

  @Test
  void findsWhatAnEarlierProcessKept() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    Session claimed = aSession().claimed();
    Session approved = claimed.approved(aGrant(1), Cast.NOW);
    try (var first = postgres.open(Limits.DEFAULT)) {
      first.sessions().add(claimed, 10, 10);
      assertThat(first.sessions().replace(claimed, approved, Optional.of(approval(approved))))
          .isTrue();
    }

    try (var second = postgres.open(Limits.DEFAULT)) {
      assertThat(second.sessions().find(approved.id())).contains(approved);
      assertThat(second.deliveries().waiting(10)).hasSize(1);
      assertThat(second.grantWatches().of(Cast.grantId(1))).hasSize(1);
    }
  }

  @Test
  void seesAtOnceWhatAnotherRelayDid() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    try (var one = postgres.open(Limits.DEFAULT);
        var other = postgres.open(Limits.DEFAULT)) {
      Session pending = aSession().pending();
      var here = one.sessions();
      here.add(pending, 10, 10);
      assertThat(here.find(pending.id())).contains(pending);

      Session claimed = pending.claimed(Cast.NOW);
      assertThat(other.sessions().replace(pending, claimed, Optional.empty())).isTrue();

      assertThat(here.find(pending.id())).contains(claimed);
      assertThat(here.replace(pending, claimed, Optional.empty())).isFalse();
    }
  }

  @Test
  void tellsOtherRelaysOfEveryStep() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    var heard = new LinkedBlockingQueue<SessionId>();
    try (var one = postgres.open(Limits.DEFAULT);
        var other = postgres.open(Limits.DEFAULT)) {
      one.listen(heard::add);
      Session pending = aSession().pending();
      other.sessions().add(pending, 10, 10);
      Session claimed = pending.claimed(Cast.NOW);

      assertThat(other.sessions().replace(pending, claimed, Optional.empty())).isTrue();

      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(pending.id());
      assertThat(other.sessions().replace(pending, claimed, Optional.empty())).isFalse();
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void makesItsTablesOnceWhenManyStartTogether() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    var starts = new ArrayList<Future<PostgresAdapter>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        starts.add(threads.submit(() -> postgres.open(Limits.DEFAULT)));
      }
    }
    for (var start : starts) {
      try (PostgresAdapter adapter = start.get()) {
        assertThat(adapter.sessions().find(aSession().pending().id())).isEmpty();
      }
    }
  }

  @Test
  void leavesTablesOfANewerVersionAlone() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    postgres.open(Limits.DEFAULT).close();
    postgres.run("INSERT INTO public.relay_steps VALUES (99)");

    assertThatThrownBy(() -> postgres.open(Limits.DEFAULT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void refusesWhenTheDatabaseIsGone() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();
    var nowhere =
        new PostgresAdapter.Settings(
            "postgresql://relay@localhost:1/postgres", Optional.empty(), false, Optional.empty());

    assertRefused(
        () -> PostgresAdapter.open(TestPostgres.VERTX, nowhere, Limits.DEFAULT),
        Problem.ServiceUnavailable.class);
    try (var open = postgres.open(Limits.DEFAULT)) {
      postgres.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'relay'");
      // A connection that was cut is noticed at its next use, and another takes its place.
      boolean works = false;
      for (int i = 0; i < 20 && !works; i++) {
        works = isAnswering(open);
      }
      assertThat(works).isTrue();
    }
  }

  private static boolean isAnswering(PostgresAdapter adapter) {
    try {
      return adapter.sessions().find(aSession().pending().id()).isEmpty();
    } catch (io.freehold.domain.ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.ServiceUnavailable.class);
      return false;
    }
  }

  @Test
  void doesNotTellThePassword() throws Exception {
    TestPostgres postgres = TestPostgres.emptied();

    assertThatThrownBy(() ->
            PostgresAdapter.open(
                TestPostgres.VERTX, postgres.settings("hunter2-wrong"), Limits.DEFAULT))
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("hunter2"));
    assertThat(postgres.settings("hunter2-wrong").toString()).doesNotContain("hunter2");
  }

  @Test
  void wantsTheUrlOfADatabase() {
    for (String url : new String[] {"", "jdbc:postgresql://a/b", "https://a/b", "postgresql:a"}) {
      assertThatThrownBy(
              () -> new PostgresAdapter.Settings(url, Optional.empty(), true, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
