package io.freehold.adapters.persistence.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `grants`, in which the three forms of grant share columns.
final class GrantRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EntryTable<GrantMessage> TABLE =
      new EntryTable<>(
          "grants",
          "form, owner, grantee, grantee_id, builder, grant_text, file_ids, scopes, expires_at,"
              + " nonce, contract",
          GrantRows::message);

  private GrantRows() {}

  /// The members of a message; those its form does not have are null.
  private record Members(
      String form,
      @Nullable String granteeId,
      @Nullable String builder,
      @Nullable String grant,
      @Nullable String fileIds,
      @Nullable String scopes,
      @Nullable Long expiresAt,
      @Nullable Long nonce,
      @Nullable String contract) {

    static Members of(GrantMessage message) {
      return switch (message) {
        case GrantRegistration m ->
            new Members(
                "registration",
                m.granteeId().value(),
                null,
                m.grant(),
                json(m.fileIds()),
                null,
                null,
                null,
                null);
        case SpecGrant m ->
            new Members(
                "spec",
                null,
                m.builder().value(),
                null,
                null,
                json(m.scopes()),
                m.expiresAt(),
                m.nonce(),
                m.contract().name());
        case VersionedGrant m ->
            new Members(
                "versioned",
                m.granteeId().value(),
                null,
                null,
                null,
                json(m.scopes()),
                m.expiresAt(),
                m.grantVersion(),
                null);
      };
    }
  }

  static Optional<Entry<GrantMessage>> find(Session session, String id) throws SQLException {
    return TABLE.first(session, "WHERE id = ?", id);
  }

  static Listing<Entry<GrantMessage>> of(Session session, Address owner, Page page)
      throws SQLException {
    return TABLE.of(session, "owner", owner, page);
  }

  static Listing<Entry<GrantMessage>> to(Session session, Address grantee, Page page)
      throws SQLException {
    return TABLE.of(session, "grantee", grantee, page);
  }

  static Listing<Entry<GrantMessage>> between(
      Session session, Address owner, Address grantee, Page page) throws SQLException {
    return TABLE.page(
        session, page, "WHERE owner = ? AND grantee = ?", owner.value(), grantee.value());
  }

  static boolean add(Session session, Entry<GrantMessage> entry, Address grantee)
      throws SQLException {
    Members members = Members.of(entry.message());
    return TABLE.add(
        session,
        entry,
        members.form(),
        entry.message().owner().value(),
        grantee.value(),
        members.granteeId(),
        members.builder(),
        members.grant(),
        members.fileIds(),
        members.scopes(),
        members.expiresAt(),
        members.nonce(),
        members.contract());
  }

  static boolean remove(Session session, String id, Removal removal) throws SQLException {
    return session.update(
            "UPDATE grants SET removed_at = ?, removal_signature = ?"
                + " WHERE id = ? AND removed_at IS NULL",
            removal.at().toString(),
            removal.signature().value(),
            id)
        == 1;
  }

  private static GrantMessage message(ResultSet row) throws SQLException {
    var owner = new Address(row.getString("owner"));
    String form = row.getString("form");
    return switch (form) {
      case "registration" ->
          new GrantRegistration(
              owner,
              new BuilderId(row.getString("grantee_id")),
              row.getString("grant_text"),
              texts(row.getString("file_ids")));
      case "spec" ->
          new SpecGrant(
              owner,
              new Address(row.getString("builder")),
              texts(row.getString("scopes")),
              row.getLong("expires_at"),
              row.getLong("nonce"),
              Contract.valueOf(row.getString("contract")));
      case "versioned" ->
          new VersionedGrant(
              owner,
              new BuilderId(row.getString("grantee_id")),
              texts(row.getString("scopes")),
              row.getLong("nonce"),
              row.getLong("expires_at"));
      default -> throw new IllegalStateException("a grant of unknown form " + form);
    };
  }

  private static String json(List<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JacksonException e) {
      throw new IllegalStateException("texts that are no JSON", e);
    }
  }

  private static List<String> texts(String json) {
    try {
      return List.of(JSON.readValue(json, String[].class));
    } catch (JacksonException e) {
      throw new IllegalStateException("a column that is no JSON", e);
    }
  }
}
