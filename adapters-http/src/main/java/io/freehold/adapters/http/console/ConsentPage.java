package io.freehold.adapters.http.console;

import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.ConsentSheet.Item;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.data.Listing;
import java.util.Iterator;
import java.util.stream.Collectors;

/// The pages on which an owner answers applications (§6.3). What is agreed to is shown line by line
/// as the receipt keeps it; strangers' words in it are text and nothing else (threat T17).
final class ConsentPage {
  private static final String ITEM = "- ";
  private static final String NOTE = "Note: ";

  private ConsentPage() {}

  /// Before anything is opened: another site may have sent the browser here. Such a browser keeps
  /// to itself whether it is signed in.
  ///
  /// @param link hidden fields that carry the link
  static String invited(String link, boolean isSignedIn) {
    return ConsolePage.framed(
        """
        <p>An application asks to read your data. Nothing has been opened yet.</p>
        <form method="post" action="/connect">
        %s
        <button>Show me what it asks</button>
        </form>
        %s
        """
            .formatted(link, isSignedIn ? "<p>You are signed in.</p>" : signingIn(link)));
  }

  private static String signingIn(String link) {
    return """
    <p class="small">Not signed in? Then sign in first; you come back here.</p>
    <form method="post" action="/sign-in">
    <label for="token">Owner token</label>
    <input id="token" name="token" type="password" autocomplete="current-password" required>
    %s
    <button class="quiet">Sign in</button>
    </form>
    """
        .formatted(link);
  }

  static String link(String sessionId, String secret) {
    return "<input type=\"hidden\" name=\"sessionId\" value=\"%s\">\n<input type=\"hidden\" name=\"secret\" value=\"%s\">"
        .formatted(Html.text(sessionId), Html.text(secret));
  }

  static String list(Listing<ConnectRequest> requests, String formKey) {
    String rows =
        requests.items().stream()
            .map(ConsentPage::row)
            .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    return ConsolePage.framed(
        """
        <h2>What applications ask</h2>
        %s
        <form method="post" action="/connect">
        <label for="link">Deep link of an application</label>
        <input id="link" name="link" placeholder="vana://connect?…" autocomplete="off" required>
        <button>Open it</button>
        </form>
        <form method="post" action="/sign-out">
        <input type="hidden" name="formKey" value="%s">
        <button class="quiet">Sign out</button>
        </form>
        """
            .formatted(
                requests.items().isEmpty() ? "<p>Nothing was asked so far.</p>" : rows, formKey));
  }

  private static String row(ConnectRequest request) {
    return "<li><a href=\"/requests/%s\">%s</a>, %s, %s</li>"
        .formatted(request.id(), name(request), request.receivedAt(), request.status());
  }

  private static String name(ConnectRequest request) {
    return Html.text(
        request
            .app()
            .map(app -> app.name() + " (" + app.appUrl() + ")")
            .orElse(request.asked().builder().value()));
  }

  static String question(ConsentSheet sheet, String formKey) {
    return ConsolePage.framed(
        """
        <form method="post" action="/requests/%s">
        <div class="app">
        %s
        </div>
        %s
        <p><label for="days">For how long?</label>
        <select id="days" name="days">
        <option value="30">30 days</option>
        <option value="90">90 days</option>
        <option value="365">a year</option>
        <option value="0">until I revoke it</option>
        </select></p>
        <label for="reason">If you refuse: a reason for the application, if you like</label>
        <input id="reason" name="reason" maxlength="200" autocomplete="off">
        <input type="hidden" name="shown" value="%s">
        <input type="hidden" name="formKey" value="%s">
        <div class="buttons">
        <button name="answer" value="allow">Allow</button>
        <button class="quiet" name="answer" value="refuse">Refuse</button>
        </div>
        </form>
        """
            .formatted(sheet.request().id(), lines(sheet), choices(sheet), sheet.hash(), formKey));
  }

  private static String lines(ConsentSheet sheet) {
    Iterator<Item> items = sheet.items().iterator();
    return sheet.text().stream()
        .map(line -> line.startsWith(ITEM) ? item(items.next(), line) : paragraph(line))
        .collect(Collectors.joining("\n"));
  }

  private static String item(Item item, String line) {
    return "<label class=\"choice\"><input type=\"checkbox\" name=\"scope\" value=\"%s\" checked><span>%s</span></label>"
        .formatted(Html.text(item.scope().value()), Html.text(line.substring(ITEM.length())));
  }

  private static String paragraph(String line) {
    return "<p%s>%s</p>"
        .formatted(line.startsWith(NOTE) ? " class=\"warning\"" : "", Html.text(line));
  }

  private static String choices(ConsentSheet sheet) {
    String freeze =
        sheet.items().stream().anyMatch(item -> item.scope().isOpenEnded())
            ? choice("freeze", "Only what exists now, and nothing that comes later")
            : "";
    String keep =
        sheet.difference().amended().isEmpty()
            ? ""
            : choice("keep", "Keep what it may read already besides, instead of replacing it");
    return freeze + keep;
  }

  private static String choice(String name, String words) {
    return "<label class=\"choice\"><input type=\"checkbox\" name=\"%s\" value=\"yes\"><span>%s</span></label>\n"
        .formatted(name, words);
  }

  static String answered(ConnectRequest request) {
    return ConsolePage.framed(
        """
        <p>%s</p>
        <p><a href="/requests">All requests</a></p>
        """
            .formatted(Html.text(outcome(request))));
  }

  private static String outcome(ConnectRequest request) {
    String app =
        request.app().map(VerifiedApp::name).map(Object::toString).orElse("The application");
    return switch (request.state()) {
      case State.Approved approved ->
          "%s may read %s now. The grant is %s; `freehold grants revoke` ends it."
              .formatted(app, String.join(", ", texts(approved)), approved.grant());
      case State.Agreed _, State.Granted _ ->
          "You allowed it. It is being recorded; " + app + " will know in a moment.";
      case State.Denied _ -> "You refused. " + app + " may read nothing by this.";
      case State.Failed failed -> "Nothing was granted: " + failed.reason();
      case State.Expired _ -> "Nobody answered in time, so nothing was granted.";
      case State.Received _, State.Waiting _ -> app + " waits for your answer.";
    };
  }

  private static Iterable<String> texts(State.Approved approved) {
    return approved.consent().scopes().stream().map(Object::toString).toList();
  }
}
