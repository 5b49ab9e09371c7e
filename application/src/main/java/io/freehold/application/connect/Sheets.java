package io.freehold.application.connect;

import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.ScopeLabels;
import io.freehold.domain.Address;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.Difference;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts together what an owner is shown of a request.
public final class Sheets {
  /// As many scopes as a grant that names them one by one can have.
  private static final Page EXISTING = new Page(GrantTerms.SCOPES_MAX, 0);

  private final DataFiles dataFiles;
  private final CurrentGrants currentGrants;
  private final ConsentReceipts receipts;
  private final ScopeWords words;

  public Sheets(
      DataFiles dataFiles,
      CurrentGrants currentGrants,
      ConsentReceipts receipts,
      ScopeLabels labels) {
    this.dataFiles = dataFiles;
    this.currentGrants = currentGrants;
    this.receipts = receipts;
    this.words = new ScopeWords(labels);
  }

  /// @param request of an application that is verified
  ConsentSheet of(ConnectRequest request, Address owner) {
    VerifiedApp app = request.app().orElseThrow();
    List<ConsentSheet.Item> items = request.asked().scopes().stream().map(this::item).toList();
    Difference difference =
        Difference.between(
            request.asked().scopes(), currentGrants.of(owner, app.builder().address()));
    List<String> warnings = warnings(app, items);
    return new ConsentSheet(
        request,
        app,
        items,
        difference,
        SheetText.of(request, app, items, difference, warnings),
        warnings);
  }

  private ConsentSheet.Item item(ScopePattern scope) {
    Listing<ScopeSummary> existing = dataFiles.scopes(prefixOf(scope), List.of(scope), EXISTING);
    return new ConsentSheet.Item(
        scope, words.label(scope), words.description(scope), existing.items(), existing.total());
  }

  private static ScopePrefix prefixOf(ScopePattern scope) {
    String text = scope.value();
    return new ScopePrefix(scope.isOpenEnded() ? text.substring(0, text.length() - 1) : text);
  }

  private List<String> warnings(VerifiedApp app, List<ConsentSheet.Item> items) {
    var warnings = new ArrayList<>(app.warnings());
    changeOf(app).ifPresent(warnings::add);
    items.stream()
        .map(ConsentSheet.Item::scope)
        .filter(ScopePattern::isOpenEnded)
        .map(Sheets::warningOf)
        .forEach(warnings::add);
    return warnings;
  }

  /// An app that was agreed to and has published something else since (threat T18).
  private Optional<String> changeOf(VerifiedApp app) {
    return receipts
        .latest(app.builder().address())
        .filter(receipt -> !receipt.app().manifestHash().equals(app.manifestHash()))
        .map(receipt ->
            "What the app publishes about itself has changed since you last agreed, at %s. Then it called itself \"%s\"."
                .formatted(receipt.consent().at(), receipt.app().name()));
  }

  private static String warningOf(ScopePattern scope) {
    return scope.value().equals("*")
        ? "It asks for everything, also for what you do not have yet."
        : "%s also covers what comes below it later.".formatted(scope);
  }
}
