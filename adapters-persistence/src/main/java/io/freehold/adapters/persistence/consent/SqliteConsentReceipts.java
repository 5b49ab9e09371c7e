package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The receipts in `state.db`.
public final class SqliteConsentReceipts implements ConsentReceipts {
  private static final String SELECT =
      "SELECT session, grant_id, asked, app, consent FROM consent_receipts ";

  private final Database state;

  public SqliteConsentReceipts(Database state) {
    this.state = state;
  }

  @Override
  public void add(ConsentReceipt receipt) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT INTO consent_receipts (session, builder, grant_id, asked, app, consent)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                receipt.session().value(),
                receipt.app().builder().address().value(),
                receipt.grant().value(),
                ConsentJson.of(receipt.asked()),
                ConsentJson.of(receipt.app()),
                ConsentJson.of(receipt.consent())));
  }

  @Override
  public Optional<ConsentReceipt> find(SessionId session) {
    return first("WHERE session = ?", session.value());
  }

  @Override
  public Optional<ConsentReceipt> latest(Address builder) {
    return first("WHERE builder = ? ORDER BY number DESC LIMIT 1", builder.value());
  }

  private Optional<ConsentReceipt> first(String condition, String value) {
    return state.read(
        session -> session.first(SELECT + condition, SqliteConsentReceipts::receipt, value));
  }

  @Override
  public Listing<ConsentReceipt> list(Page page) {
    return state.read(session ->
        new Listing<>(
            session.all(
                SELECT + "ORDER BY number DESC LIMIT ? OFFSET ?",
                SqliteConsentReceipts::receipt,
                page.limit(),
                page.offset()),
            session.number("SELECT count(*) FROM consent_receipts").orElseThrow(),
            page));
  }

  private static ConsentReceipt receipt(ResultSet row) throws SQLException {
    return new ConsentReceipt(
        new SessionId(row.getString("session")),
        ConsentJson.app(row.getString("app")),
        ConsentJson.asked(row.getString("asked")),
        ConsentJson.consent(row.getString("consent")),
        new GrantId(row.getString("grant_id")));
  }
}
