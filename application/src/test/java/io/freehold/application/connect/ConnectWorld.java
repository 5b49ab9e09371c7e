package io.freehold.application.connect;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.AppManifests;
import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.Builders;
import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.SessionRelay;
import io.freehold.application.sync.Interruption;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryAppManifests;
import io.freehold.application.testing.InMemoryAutoApprovals;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryConnectRequests;
import io.freehold.application.testing.InMemoryConsentReceipts;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.InMemorySessionRelay;
import io.freehold.application.testing.SampleLabels;
import io.freehold.application.testing.SampleManifest;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.ScopePattern;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// An owner's server, a relay, a gateway and an application that asks. The server can be ended and
/// started again; what its ports keep stays.
final class ConnectWorld {
  final HandSetClock clock = new HandSetClock(Cast.NOW);
  final InMemorySessionRelay relay = new InMemorySessionRelay(Cast.OWNER, clock);
  final InMemoryGrants grants = new InMemoryGrants(Cast.SERVER_KEY, clock);
  final InMemoryAppManifests manifests =
      InMemoryAppManifests.of(SampleManifest.aManifest().named("Reader"));
  final InMemoryDataFiles files = new InMemoryDataFiles();
  final InMemoryRevocations revocations = new InMemoryRevocations();
  final InMemoryConnectRequests requests = new InMemoryConnectRequests();
  final InMemoryConsentReceipts receipts = new InMemoryConsentReceipts();
  final InMemoryAutoApprovals rules = new InMemoryAutoApprovals();
  final InMemoryBuilders builders = InMemoryBuilders.of(Cast.APP);
  private final VerifyGrant verifyGrant =
      new VerifyGrant(
          InMemoryOwnerRecord.of(Cast.OWNER),
          new FakeSignatures(),
          new InMemoryServerRegistry().add(Cast.SERVER, Cast.OWNER),
          revocations);
  int requestsMax = 100;

  /// The ports as a server sees them.
  record Ports(
      SessionRelay relay,
      Grants grants,
      AppManifests manifests,
      Builders builders,
      ConnectRequests requests,
      ConsentReceipts receipts,
      AutoApprovals rules,
      Revocations revocations) {

    Ports watchedBy(Interruption interruption) {
      return new Ports(
          interruption.watching(SessionRelay.class, relay),
          interruption.watching(Grants.class, grants),
          interruption.watching(AppManifests.class, manifests),
          interruption.watching(Builders.class, builders),
          interruption.watching(ConnectRequests.class, requests),
          interruption.watching(ConsentReceipts.class, receipts),
          interruption.watching(AutoApprovals.class, rules),
          interruption.watching(Revocations.class, revocations));
    }

    Ports with(SessionRelay other) {
      return new Ports(other, grants, manifests, builders, requests, receipts, rules, revocations);
    }

    Ports with(Grants other) {
      return new Ports(relay, other, manifests, builders, requests, receipts, rules, revocations);
    }
  }

  Ports ports() {
    return new Ports(relay, grants, manifests, builders, requests, receipts, rules, revocations);
  }

  /// The use cases of one process.
  record Server(
      ReceiveConnectRequest receive,
      PollConnectRequests poll,
      FinishConnectRequests finish,
      ShowConnectRequest show,
      ApproveConnectRequest approve,
      DenyConnectRequest deny,
      AddAutoApproval addRule,
      RevokeAutoApproval revokeRule) {

    ConnectRequest receive(DeepLink link) {
      return receive.receive(Cast.theOwner(), new Invitation.ByLink(link));
    }

    ConnectRequest approve(DeepLink link, Choice choice) {
      return approve.approve(Cast.theOwner(), link.session(), choice);
    }

    ConnectRequest deny(DeepLink link) {
      return deny.deny(Cast.theOwner(), link.session(), Optional.of("not now"));
    }

    ConsentSheet sheet(DeepLink link) {
      return show.show(Cast.theOwner(), link.session()).sheet().orElseThrow();
    }
  }

  Server server() {
    return server(ports());
  }

  Server server(Ports ports) {
    var ownerRecord = InMemoryOwnerRecord.of(Cast.OWNER);
    var current = new CurrentGrants(ports.grants(), verifyGrant, ports.revocations(), clock);
    var sheets = new Sheets(files, current, ports.receipts(), new SampleLabels());
    var steps =
        new RequestSteps(
            new RequestSteps.Parts(
                ports.requests(),
                new Recognition(
                    ports.builders(),
                    ports.manifests(),
                    new FakeSignatures(),
                    new ManifestRules(false)),
                new Agreement(ports.rules(), ports.receipts()),
                sheets,
                new Granting(ports.grants(), ports.receipts()),
                current,
                ports.relay()),
            Cast.SERVER,
            clock);
    var intake = new Intake(ports.requests(), ports.relay(), steps, clock, requestsMax);
    var waiting = new Waiting(ports.requests(), clock);
    return new Server(
        new ReceiveConnectRequest(intake),
        new PollConnectRequests(ports.relay(), ownerRecord, intake),
        new FinishConnectRequests(ports.requests(), ports.rules(), ownerRecord, steps, clock),
        new ShowConnectRequest(ports.requests(), sheets),
        new ApproveConnectRequest(waiting, sheets, steps, clock),
        new DenyConnectRequest(waiting, steps, clock),
        new AddAutoApproval(ports.rules(), ports.builders(), clock, new Random(1), 2),
        new RevokeAutoApproval(ports.rules(), clock));
  }

  DeepLink link(String... scopes) {
    return relay.open(SampleRequest.asking(scopes));
  }

  void store(Scope scope) {
    files.save(
        new DataDraft(
            Optional.empty(), scope, JsonDocument.of("{}"), clock.instant(), Optional.empty()));
  }

  List<Grant> live() {
    return new CurrentGrants(grants, verifyGrant, revocations, clock).of(Cast.OWNER, Cast.BUILDER);
  }

  ConnectRequest request(SessionId id) {
    return requests.find(id).orElseThrow();
  }

  String status(DeepLink link) {
    return request(link.session()).status();
  }

  void wait(Duration time) {
    clock.advance(time);
  }

  static Choice all() {
    return new Choice(
        Optional.empty(), Instant.MAX, Reach.AS_ASKED, Earlier.REPLACE_AMENDED, Optional.empty());
  }

  static Choice only(String... scopes) {
    return new Choice(
        Optional.of(patterns(scopes)),
        Instant.MAX,
        Reach.AS_ASKED,
        Earlier.REPLACE_AMENDED,
        Optional.empty());
  }

  static Choice frozen() {
    return new Choice(
        Optional.empty(),
        Instant.MAX,
        Reach.WHAT_EXISTS_NOW,
        Earlier.REPLACE_AMENDED,
        Optional.empty());
  }

  static Choice with(Earlier earlier) {
    return new Choice(Optional.empty(), Instant.MAX, Reach.AS_ASKED, earlier, Optional.empty());
  }

  static List<ScopePattern> patterns(String... scopes) {
    return Stream.of(scopes).map(ScopePattern::new).toList();
  }

  /// A port of which no method can be reached but those that are named.
  static <T> T outOfReach(Class<T> port, T target, String... reachable) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              if (!List.of(reachable).contains(method.getName())) {
                throw new Problem.ServiceUnavailable(
                        Problem.Cause.GATEWAY, "out of reach", Duration.ofSeconds(1))
                    .asException();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
