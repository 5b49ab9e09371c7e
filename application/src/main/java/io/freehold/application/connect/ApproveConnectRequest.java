package io.freehold.application.connect;

import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;

/// The owner says yes (§6.3): the yes is kept first, then the grant is made, then the relay is
/// told, then what the grant replaces ends. What cannot be done now is done later, without asking
/// again.
public final class ApproveConnectRequest {
  private final Waiting waiting;
  private final Sheets sheets;
  private final RequestSteps steps;
  private final InstantSource clock;

  public ApproveConnectRequest(
      Waiting waiting, Sheets sheets, RequestSteps steps, InstantSource clock) {
    this.waiting = waiting;
    this.sheets = sheets;
    this.steps = steps;
    this.clock = clock;
  }

  public ConnectRequest approve(Caller.Owner owner, SessionId id, Choice choice) {
    ConnectRequest request = waiting.get(id);
    ConsentSheet sheet = sheets.of(request, owner.address());
    Consent consent =
        Consents.of(sheet, choice, new Consent.By.Owner(owner.credential()), clock.instant());
    return steps.advance(waiting.answer(request, new State.Agreed(consent)), owner.address());
  }
}
