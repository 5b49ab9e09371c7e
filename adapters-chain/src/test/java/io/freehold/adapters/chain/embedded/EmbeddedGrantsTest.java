package io.freehold.adapters.chain.embedded;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.application.port.Grants;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.GrantsContract;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EmbeddedGrantsTest extends GrantsContract {
  private final RecordingGateway gateway = new RecordingGateway(Cast.CLOCK);

  @Override
  protected Grants grants() {
    return grantsOf(gateway.withTheServer());
  }

  @Override
  protected Builder registered(Address grantee) {
    return gateway.register(grantee);
  }

  private static Grants grantsOf(RecordingGateway gateway) {
    return new EmbeddedGrants(
        gateway.registry, gateway.recordGrant, gateway.recordRevocation, gateway.texts, SERVER_KEY);
  }

  @Test
  void createsNothingForAnOwnerWhoDidNotRegisterThisServer() {
    Grants grants = grantsOf(gateway);
    Builder builder = registered(BUILDER);

    var refusal =
        assertRefused(
            () -> grants.create(aGrant().terms(), builder), Problem.SignerNotAllowed.class);

    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(SERVER, OWNER));
  }

  @Test
  void understandsTheOtherFormsOfAGrant() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    GrantId spec =
        record(
            new SpecGrant(
                OWNER, BUILDER, List.of("instagram.profile"), 0, 1, Contract.PERMISSIONS));
    GrantId versioned =
        record(new VersionedGrant(OWNER, builder.id(), List.of("instagram.profile"), 2, 0));

    assertThat(grants.find(spec).orElseThrow().terms()).isEqualTo(aGrant().terms());
    assertThat(grants.find(versioned).orElseThrow().terms())
        .isEqualTo(aGrant().withNonce(2).terms());
  }

  @Test
  void listsMoreGrantsThanFitOnAPage() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    IntStream.range(0, 1_001).forEach(i -> grants.create(aGrant().withNonce(i).terms(), builder));

    assertThat(grants.grantedTo(OWNER, BUILDER)).hasSize(1_001);
  }

  @Test
  void listsGrantsThatAreTooLargeForAFullPage() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    for (int i = 0; i < 50; i++) {
      String text = gateway.texts.format(aGrant().withNonce(i).terms()) + " ".repeat(60_000);
      record(new GrantRegistration(OWNER, builder.id(), text, List.of()));
    }

    assertThat(grants.grantedBy(OWNER)).hasSize(50);
  }

  private GrantId record(GrantMessage grant) {
    return gateway.recordGrant.record(grant, OWNER_KEY.sign(grant), OptionalLong.empty());
  }
}
