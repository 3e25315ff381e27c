package dev.waybill.server.operation;

import java.time.Duration;
import java.util.List;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/** What browsers are told by every answer: to do nothing with it. */
final class AnswerHeaders {
  private static final Duration HTTPS_ONLY = Duration.ofDays(365);

  private AnswerHeaders() {}

  /** That of a host which is reached by https is only sent by https. */
  static List<HeaderWriter> writers() {
    var resources = new CrossOriginResourcePolicyHeaderWriter();
    resources.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
    return List.of(
        new XContentTypeOptionsHeaderWriter(),
        new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
        new ContentSecurityPolicyHeaderWriter("default-src 'none'; frame-ancestors 'none'"),
        new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
        new StaticHeadersWriter("Cache-Control", "no-store"),
        resources,
        new HstsHeaderWriter(HTTPS_ONLY.toSeconds(), false));
  }
}
