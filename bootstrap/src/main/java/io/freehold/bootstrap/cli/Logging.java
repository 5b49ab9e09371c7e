package io.freehold.bootstrap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.freehold.domain.identity.Origin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How this process tells what happens: lines for people, or one JSON object per event.
final class Logging {
  private static final Logger LOG = LoggerFactory.getLogger("freehold");

  private Logging() {}

  static void use(ServerProcess.LogForm form, String level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    appendTo(
        context,
        switch (form) {
          case JSON -> json(context);
          case TEXT -> text(context, "%d{HH:mm:ss.SSS} %-5level %msg%n");
        },
        "System.out");
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level));
    hushLibraries(context);
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.vertx").setLevel(Level.WARN);
  }

  static void appendTo(LoggerContext context, Encoder<ILoggingEvent> encoder, String target) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget(target);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /// The schema library calls every refused definition an error; whoever sent it is told. Vert.x
  /// calls it one when a client goes away in the middle of a file.
  static void hushLibraries(LoggerContext context) {
    context.getLogger("com.networknt").setLevel(Level.OFF);
    context.getLogger("io.vertx.core.net.impl.VertxConnection").setLevel(Level.OFF);
  }

  static Encoder<ILoggingEvent> text(LoggerContext context, String pattern) {
    var text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(pattern);
    text.start();
    return text;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    var json = new JsonEncoder();
    json.setContext(context);
    json.setWithContext(false);
    json.start();
    return json;
  }

  static void event(String message) {
    LOG.info("{}", message);
  }

  static void warn(String message) {
    LOG.warn("{}", message);
  }

  static void warnOf(List<String> strayVariables) {
    strayVariables.forEach(name -> LOG.warn("{} in the environment is no setting; ignored", name));
  }

  /// The last line of a start, in plain text whatever the form: `freehold ready` and where each
  /// role listens.
  static void ready(PrintWriter out, Map<String, Origin> listeners) {
    out.println("freehold ready " + ServerProcess.spelled(listeners));
    out.flush();
  }
}
