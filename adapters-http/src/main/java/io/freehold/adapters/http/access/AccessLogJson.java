package io.freehold.adapters.http.access;

import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.access.SignedHead;
import io.freehold.domain.data.Listing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Lines of the access log as clients read them (§5.4), with what Freehold adds.
final class AccessLogJson {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AccessLogJson() {}

  static JsonObject page(Listing<LoggedAccess> lines) {
    var logs = new JsonArray();
    lines.items().forEach(line -> logs.add(line(line)));
    return new JsonObject()
        .put("logs", logs)
        .put("total", lines.total())
        .put("limit", lines.page().limit())
        .put("offset", lines.page().offset());
  }

  private static JsonObject line(LoggedAccess line) {
    AccessLogEntry entry = line.entry();
    return new JsonObject()
        .put("logId", entry.logId())
        .put("grantId", entry.grantId().orElse(null))
        .put("builder", entry.actor())
        .put("action", entry.action())
        .put("scope", entry.scope().orElse(null))
        .put("timestamp", MILLIS.format(entry.timestamp()))
        .put("ipAddress", entry.client().address())
        .put("userAgent", entry.client().userAgent())
        .put("actor", entry.actor())
        .put("status", entry.status())
        .put("outcome", entry.outcome())
        .put("requestId", entry.requestId())
        .put("sequence", line.sequence())
        .put("prev", line.prev())
        .put("hash", line.hash());
  }

  static JsonObject report(ChainReport report) {
    return new JsonObject()
        .put("valid", report.holds())
        .put("lines", report.lines())
        .put("signedLines", report.signedLines())
        .put("head", report.head())
        .put("signedHead", report.signedHead().map(AccessLogJson::signedHead).orElse(null))
        .put("noted", report.noted().map(AccessLogJson::word).orElse(null))
        .put("checkpoint", report.checkpoint().map(AccessLogJson::checkpoint).orElse(null))
        .put("breaks", new JsonArray(report.breaks()));
  }

  private static JsonObject signedHead(SignedHead head) {
    return new JsonObject()
        .put("sequence", head.sequence())
        .put("hash", head.hash())
        .put("signedAt", head.signedAt().toString())
        .put("signature", head.signature().value());
  }

  private static String word(NotedLine.Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject checkpoint(Checkpoint checkpoint) {
    return new JsonObject()
        .put("sequence", checkpoint.sequence())
        .put("hash", checkpoint.hash())
        .put("through", checkpoint.through().toString())
        .put("madeAt", checkpoint.madeAt().toString());
  }
}
