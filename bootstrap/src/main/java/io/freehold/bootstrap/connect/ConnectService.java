package io.freehold.bootstrap.connect;

import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.application.Limits;
import io.freehold.application.connect.AddAutoApproval;
import io.freehold.application.connect.Agreement;
import io.freehold.application.connect.ApproveConnectRequest;
import io.freehold.application.connect.CurrentGrants;
import io.freehold.application.connect.DenyConnectRequest;
import io.freehold.application.connect.FinishConnectRequests;
import io.freehold.application.connect.Granting;
import io.freehold.application.connect.Intake;
import io.freehold.application.connect.ListAutoApprovals;
import io.freehold.application.connect.ListConnectRequests;
import io.freehold.application.connect.ListConsentReceipts;
import io.freehold.application.connect.PollConnectRequests;
import io.freehold.application.connect.ReceiveConnectRequest;
import io.freehold.application.connect.Recognition;
import io.freehold.application.connect.RequestSteps;
import io.freehold.application.connect.RevokeAutoApproval;
import io.freehold.application.connect.Sheets;
import io.freehold.application.connect.ShowConnectRequest;
import io.freehold.application.connect.Waiting;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.AppManifests;
import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.Builders;
import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Grants;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.ScopeLabels;
import io.freehold.application.port.SessionRelay;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.connect.ManifestRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The owner's side of connecting: its use cases, and one virtual thread that finishes what was
/// begun and asks the relay who asks for the owner.
public final class ConnectService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectService.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);

  private final PersonalServerRole.Connect role;
  private final FinishConnectRequests finish;
  private final PollConnectRequests poll;
  private final AskingPace pace;
  private final Runnable afterRevocations;
  private final Thread thread = Thread.ofVirtual().name("connect").unstarted(this::run);

  /// What it stands on.
  ///
  /// @param server the address of this server
  /// @param afterRevocations ends what is being given under grants that another took the place of
  public record Parts(
      SessionRelay relay,
      AppManifests manifests,
      ManifestRules manifestRules,
      ScopeLabels labels,
      Builders builders,
      Grants grants,
      VerifyGrant verifyGrant,
      Revocations revocations,
      Signatures signatures,
      DataFiles dataFiles,
      ConnectRequests requests,
      ConsentReceipts receipts,
      AutoApprovals rules,
      OwnerRecord ownerRecord,
      Address server,
      Runnable afterRevocations) {}

  public ConnectService(Parts parts, Limits limits, InstantSource clock, RandomGenerator random) {
    this.afterRevocations = parts.afterRevocations();
    var current =
        new CurrentGrants(parts.grants(), parts.verifyGrant(), parts.revocations(), clock);
    var sheets = new Sheets(parts.dataFiles(), current, parts.receipts(), parts.labels());
    var steps = new RequestSteps(stepsOf(parts, current, sheets), parts.server(), clock);
    var intake =
        new Intake(parts.requests(), parts.relay(), steps, clock, limits.connectRequestsMax());
    var waiting = new Waiting(parts.requests(), clock);
    this.finish =
        new FinishConnectRequests(
            parts.requests(), parts.rules(), parts.ownerRecord(), steps, clock);
    this.pace = new AskingPace(clock);
    this.poll = new PollConnectRequests(parts.relay(), parts.ownerRecord(), intake);
    this.role =
        new PersonalServerRole.Connect(
            new ReceiveConnectRequest(intake),
            new ListConnectRequests(parts.requests()),
            new ShowConnectRequest(parts.requests(), sheets),
            new ApproveConnectRequest(waiting, sheets, steps, clock),
            new DenyConnectRequest(waiting, steps, clock),
            new ListConsentReceipts(parts.receipts()),
            new AddAutoApproval(
                parts.rules(), parts.builders(), clock, random, limits.autoApprovalsMax()),
            new ListAutoApprovals(parts.rules()),
            new RevokeAutoApproval(parts.rules(), clock));
  }

  private static RequestSteps.Parts stepsOf(Parts parts, CurrentGrants current, Sheets sheets) {
    return new RequestSteps.Parts(
        parts.requests(),
        new Recognition(
            parts.builders(), parts.manifests(), parts.signatures(), parts.manifestRules()),
        new Agreement(parts.rules(), parts.receipts()),
        sheets,
        new Granting(parts.grants(), parts.receipts()),
        current,
        parts.relay());
  }

  public PersonalServerRole.Connect role() {
    return role;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        attempt("finish connect requests", this::finish);
        attempt("ask the relay for connect requests", this::poll);
        Thread.sleep(BETWEEN_ROUNDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish() {
    if (finish.runOnce() > 0) {
      afterRevocations.run();
    }
  }

  private void poll() {
    if (pace.allows()) {
      try {
        pace.asked(poll.runOnce());
      } catch (RuntimeException e) {
        pace.failed();
        throw e;
      }
    }
  }

  /// A round that fails is tried again with the next.
  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("background: cannot {} now, will be tried again: {}", what, e.toString());
    }
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
