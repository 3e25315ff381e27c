package dev.waybill.server.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's browser: keeps the cookies of each host, and can follow redirects. */
final class Browser {
  static final String PUBLIC = "https://waybill.example.com";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_REDIRECTS = 10;

  private final URI api;
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  /** All that came, the newest last. */
  final List<Page> history = new ArrayList<>();

  /** What came from a URL. */
  record Page(URI url, int status, HttpHeaders headers, String body) {
    Optional<URI> next() {
      return headers.firstValue("Location").map(url::resolve);
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    /** Parameters of the URL to which it redirects. */
    Map<String, String> sent() {
      return UriParameters.of(next().orElseThrow());
    }

    Optional<String> setCookie(String name) {
      return headers.allValues("Set-Cookie").stream()
          .filter(line -> line.startsWith(name + "="))
          .findFirst();
    }
  }

  /**
   * @param api where the host of {@link #PUBLIC} is
   */
  Browser(URI api) {
    this.api = api;
  }

  /** Without following a redirect. */
  Page get(String url, String... headers) {
    return send("GET", url, Optional.empty(), headers);
  }

  /** Without following a redirect. */
  Page send(String method, String url, Optional<String> body, String... headers) {
    URI uri = URI.create(url.startsWith("/") ? PUBLIC + url : url);
    URI place = uri.toString().startsWith(PUBLIC) ? api.resolve(pathOf(uri)) : uri;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    Map<String, String> kept = cookies.computeIfAbsent(uri.getAuthority(), _ -> new HashMap<>());
    if (!kept.isEmpty()) {
      request.header(
          "Cookie",
          kept.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(line -> keep(kept, line));
      Page page = new Page(uri, answer.statusCode(), answer.headers(), answer.body());
      history.add(page);
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As a link is followed, to the last page. */
  Page open(String url) {
    return follow(get(url, "Accept", "text/html"));
  }

  /** As a page's form is sent, to the last page. */
  Page submit(String url, Map<String, String> fields, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"));
    return follow(send("POST", url, Optional.of(form(fields)), all.toArray(String[]::new)));
  }

  /** As a page of the service asks for something. */
  Page fetch(String method, String path, String json) {
    return send(
        method,
        path,
        Optional.of(json),
        "Sec-Fetch-Site",
        "same-origin",
        "Content-Type",
        "application/json");
  }

  private Page follow(Page first) {
    Page page = first;
    for (int i = 0; i < MOST_REDIRECTS && page.next().isPresent(); i++) {
      page = get(page.next().get().toString(), "Accept", "text/html");
    }
    return page;
  }

  Optional<String> cookie(String name) {
    return Optional.ofNullable(
        cookies.getOrDefault(URI.create(PUBLIC).getAuthority(), Map.of()).get(name));
  }

  void setCookie(String name, String value) {
    cookies
        .computeIfAbsent(URI.create(PUBLIC).getAuthority(), _ -> new HashMap<>())
        .put(name, value);
  }

  private static void keep(Map<String, String> kept, String line) {
    String pair = line.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    if (line.contains("Max-Age=0")) {
      kept.remove(name);
    } else {
      kept.put(name, pair.substring(pair.indexOf('=') + 1));
    }
  }

  private static String pathOf(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
