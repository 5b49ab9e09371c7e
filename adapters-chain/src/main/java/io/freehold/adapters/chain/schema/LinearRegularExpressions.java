package io.freehold.adapters.chain.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.MatchResult;

/// The regular expressions of schemas, matched in time linear in the text (threat T34). What needs
/// backtracking, such as look-ahead and back references, is refused when a schema is compiled.
final class LinearRegularExpressions implements RegularExpressionFactory {
  private static final java.util.regex.Pattern UNICODE_ESCAPE =
      java.util.regex.Pattern.compile("\\\\(\\\\|u([0-9A-Fa-f]{4})|u\\{([0-9A-Fa-f]{1,6})\\})");

  @Override
  public RegularExpression getRegularExpression(String regex) {
    if (PatternCost.of(regex) > PatternCost.MAX) {
      throw new PatternSyntaxException("the pattern repeats too much", shortened(regex));
    }
    Pattern pattern = Pattern.compile(withOurEscapes(regex));
    return text -> pattern.matcher(text).find();
  }

  /// Schemas write a character as `\u0041`, this engine as `\x{0041}`.
  private static String withOurEscapes(String regex) {
    return UNICODE_ESCAPE.matcher(regex).replaceAll(LinearRegularExpressions::escape);
  }

  private static String escape(MatchResult found) {
    String hex = found.group(2) == null ? found.group(3) : found.group(2);
    return hex == null ? "\\\\\\\\" : "\\\\x{" + hex + "}";
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
