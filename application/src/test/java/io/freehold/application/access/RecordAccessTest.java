package io.freehold.application.access;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Cast.theBuilder;
import static io.freehold.application.testing.Cast.theBuilderNaming;
import static io.freehold.application.testing.Cast.theOwner;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.access.RecordAccess.Access;
import io.freehold.application.testing.InMemoryAccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.ClientInfo;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordAccessTest {
  private static final ClientInfo CLIENT = new ClientInfo("203.0.113.7", "BuilderSDK/1.0");

  private final InMemoryAccessLog accessLog = new InMemoryAccessLog();
  private final RecordAccess recordAccess = new RecordAccess(accessLog, CLOCK, new Random(1));

  @Test
  void writesDownWhoReadWhatUnderWhichGrant() {
    record(Optional.of(theBuilderNaming(grantId(0x11))), 200, "ok");

    AccessLogEntry entry = accessLog.entries().getFirst();
    assertThat(entry.grantId()).contains("0x" + "11".repeat(32));
    assertThat(entry.actor()).isEqualTo(BUILDER.value());
    assertThat(entry.action()).isEqualTo("read");
    assertThat(entry.scope()).contains("instagram.profile");
    assertThat(entry.timestamp()).isEqualTo(NOW);
    assertThat(entry.client()).isEqualTo(CLIENT);
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.outcome()).isEqualTo("ok");
    assertThat(entry.requestId()).isEqualTo("request-1");
  }

  @Test
  void namesTheOwnerInPlaceOfAGrant() {
    record(Optional.of(theOwner()), 200, "ok");

    assertThat(accessLog.entries().getFirst().grantId()).contains("owner");
    assertThat(accessLog.entries().getFirst().actor()).isEqualTo(OWNER.value());
  }

  @Test
  void namesNoGrantWhereTheBuilderNamedNone() {
    record(Optional.of(theBuilder()), 403, "GRANT_REQUIRED");

    assertThat(accessLog.entries().getFirst().grantId()).isEmpty();
    assertThat(accessLog.entries().getFirst().outcome()).isEqualTo("GRANT_REQUIRED");
  }

  @Test
  void writesDownRefusalsOfNobody() {
    record(Optional.empty(), 401, "MISSING_AUTH");

    AccessLogEntry entry = accessLog.entries().getFirst();
    assertThat(entry.actor()).isEqualTo("anonymous");
    assertThat(entry.grantId()).isEmpty();
    assertThat(entry.status()).isEqualTo(401);
  }

  @Test
  void givesEveryLineAnIdOfItsOwn() {
    record(Optional.empty(), 401, "MISSING_AUTH");
    record(Optional.empty(), 401, "MISSING_AUTH");

    assertThat(accessLog.entries())
        .extracting(entry -> UUID.fromString(entry.logId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void isShownToTheOwnerNewestFirst() {
    record(Optional.of(theOwner()), 200, "ok");
    record(Optional.empty(), 401, "MISSING_AUTH");

    Listing<LoggedAccess> shown = new ReadAccessLog(accessLog).read(theOwner(), new Page(1, 0));

    assertThat(shown.total()).isEqualTo(2);
    assertThat(shown.items()).extracting(line -> line.entry().status()).containsExactly(401);
    assertThat(new VerifyAccessLog(accessLog).verify(theOwner(), Optional.empty()).holds())
        .isTrue();
    assertThat(new VerifyAccessLog(accessLog).verify(theOwner(), Optional.empty()).lines())
        .isEqualTo(2);
  }

  private void record(Optional<Caller> caller, int status, String outcome) {
    recordAccess.record(
        new Access(
            caller,
            "read",
            Optional.of("instagram.profile"),
            CLIENT,
            status,
            outcome,
            "request-1"));
  }
}
