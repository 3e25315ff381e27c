package dev.waybill.server.operation;

import dev.waybill.server.security.PublicOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

/**
 * What browsers are told by every answer: to do nothing with it, or with a page of the portal, to
 * load nothing but what is here.
 */
final class AnswerHeaders {
  private static final String PORTAL = "/portal";

  /** Platforms frame what their customers see. */
  private static final List<String> OF_OPERATORS = List.of("/portal/operator", "/portal/tenants");

  private static final Duration HTTPS_ONLY = Duration.ofDays(365);

  private final List<HeaderWriter> ofPages;
  private final List<HeaderWriter> ofUnframed;
  private final List<HeaderWriter> ofOthers;

  /**
   * @param framing the origins whose pages may show the portal, but for the operators' pages
   * @param leaving the origins to which a form may lead besides this one: browsers look at
   *     redirects, too
   */
  AnswerHeaders(List<URI> framing, List<URI> leaving) {
    String framers = framing.isEmpty() ? "'none'" : origins(framing);
    String targets = leaving.isEmpty() ? "'self'" : "'self' " + origins(leaving);
    this.ofPages = writers(pagePolicy(targets, framers), framing.isEmpty());
    this.ofUnframed = writers(pagePolicy(targets, "'none'"), true);
    this.ofOthers = writers("default-src 'none'; frame-ancestors 'none'", true);
  }

  void write(HttpServletRequest request, HttpServletResponse response) {
    of(String.valueOf(request.getServletPath()))
        .forEach(writer -> writer.writeHeaders(request, response));
  }

  private List<HeaderWriter> of(String path) {
    if (path.equals("/login") || OF_OPERATORS.stream().anyMatch(path::startsWith)) {
      return ofUnframed;
    }
    return path.equals(PORTAL) || path.startsWith(PORTAL + "/") ? ofPages : ofOthers;
  }

  private static String origins(List<URI> urls) {
    return urls.stream().map(url -> PublicOrigin.of(url).text()).collect(Collectors.joining(" "));
  }

  private static String pagePolicy(String targets, String framers) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; form-action "
        + targets
        + "; base-uri 'none'; frame-ancestors "
        + framers;
  }

  /** That of a host which is reached by https is only sent by https. */
  private static List<HeaderWriter> writers(String policy, boolean neverFramed) {
    var resources = new CrossOriginResourcePolicyHeaderWriter();
    resources.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
    var writers = new ArrayList<HeaderWriter>();
    writers.add(new XContentTypeOptionsHeaderWriter());
    if (neverFramed) {
      writers.add(new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY));
    }
    writers.add(new ContentSecurityPolicyHeaderWriter(policy));
    writers.add(new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER));
    writers.add(new StaticHeadersWriter("Cache-Control", "no-store"));
    writers.add(resources);
    writers.add(new HstsHeaderWriter(HTTPS_ONLY.toSeconds(), false));
    return List.copyOf(writers);
  }
}
