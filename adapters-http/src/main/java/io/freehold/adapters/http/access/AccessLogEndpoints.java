package io.freehold.adapters.http.access;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.access.ReadAccessLog;
import io.freehold.application.access.VerifyAccessLog;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.access.NotedLine;
import java.util.Optional;

/// The record of every access, for its owner (§4.1.5).
public final class AccessLogEndpoints {
  private static final int LIMIT_DEFAULT = 50;

  private final ReadAccessLog readAccessLog;
  private final VerifyAccessLog verifyAccessLog;

  public AccessLogEndpoints(ReadAccessLog readAccessLog, VerifyAccessLog verifyAccessLog) {
    this.readAccessLog = readAccessLog;
    this.verifyAccessLog = verifyAccessLog;
  }

  public Reply list(Call call) {
    return Reply.json(
        200, AccessLogJson.page(readAccessLog.read(call.owner(), call.page(LIMIT_DEFAULT))));
  }

  public Reply verify(Call call) {
    Optional<NotedLine> noted = call.query("noted", Subject.PARAMETER, NotedLine::parse);
    return Reply.json(200, AccessLogJson.report(verifyAccessLog.verify(call.owner(), noted)));
  }
}
