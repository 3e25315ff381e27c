package dev.waybill.server.mail;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import dev.waybill.server.notifications.Letter;
import dev.waybill.server.notifications.Letter.Fact;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A letter as HTML: one column without images, its styles inline, since mail programs drop others;
 * colours leave room for those that turn to dark by themselves.
 */
final class LetterHtml {
  private LetterHtml() {}

  static String of(Letter letter, Optional<String> link, String reason) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        :root { color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          body, table { background: #16181d !important; color: #e8eaed !important; }
          .quiet { color: #a0a6b0 !important; }
          a { color: #8ab4f8 !important; }
        }
        </style>
        <title>%1$s</title>
        </head>
        <body style="margin:0;padding:24px;background:#ffffff;color:#1b1f24;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
        <div style="max-width:600px;margin:0 auto">
        <h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">%1$s</h1>
        <p style="margin:0 0 16px">%2$s</p>
        <table style="border-collapse:collapse;margin:0 0 16px;width:100%%">
        %3$s</table>
        %4$s%5$s<p class="quiet" style="margin:24px 0 0;font-size:13px;color:#5c6470">%6$s</p>
        </div>
        </body>
        </html>
        """
        .formatted(
            htmlEscape(letter.subject()),
            htmlEscape(letter.lead()),
            letter.facts().stream().map(LetterHtml::fact).collect(Collectors.joining()),
            letter.advice().isEmpty() ? "" : advice(letter.advice()),
            link.map(LetterHtml::link).orElse(""),
            htmlEscape(reason));
  }

  private static String fact(Fact fact) {
    return """
        <tr><th scope="row" style="padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:600">%s</th>\
        <td style="padding:4px 0;word-break:break-word">%s</td></tr>
        """
        .formatted(htmlEscape(fact.label()), htmlEscape(fact.value()));
  }

  private static String advice(String advice) {
    return """
        <p style="margin:0 0 16px"><strong>What to do:</strong> %s</p>
        """
        .formatted(htmlEscape(advice));
  }

  private static String link(String url) {
    return """
        <p style="margin:0 0 16px"><a href="%1$s">%1$s</a></p>
        """
        .formatted(htmlEscape(url));
  }
}
