package dev.waybill.server.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** A real OpenID provider (Spring Authorization Server) on a port of its own. */
final class RealProvider implements AutoCloseable {
  static final String CLIENT = "waybill";
  static final String SECRET = "the secret that the provider gave";

  private static final Pattern CSRF =
      Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"");

  private final ServletWebServerApplicationContext context;
  private final Keys keys;
  private final Accounts accounts;

  private RealProvider(ServletWebServerApplicationContext context) {
    this.context = context;
    this.keys = context.getBean(Keys.class);
    this.accounts = context.getBean(Accounts.class);
  }

  static RealProvider start() {
    var application = new SpringApplication(Parts.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setListeners(List.of());
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            // Tomcat asks no filter about a path that no servlet has.
            "server.servlet.register-default-servlet", "true"));
    return new RealProvider((ServletWebServerApplicationContext) application.run());
  }

  URI issuer() {
    return URI.create(
        "http://127.0.0.1:" + Objects.requireNonNull(context.getWebServer()).getPort());
  }

  /** From now on tokens are signed with another key, and the one before is gone. */
  void rotateKeys() {
    keys.rotate();
  }

  /** Makes an account, whose password is its name. */
  void account(String name, Map<String, Object> claims) {
    accounts.claims.put(name, claims);
  }

  /** The person types name and password into the provider's form. */
  Browser.Page logIn(Browser browser, Browser.Page form, String name) {
    Matcher csrf = CSRF.matcher(form.body());
    if (!csrf.find()) {
      throw new AssertionError("no form to log in: " + form);
    }
    return browser.submit(
        form.url().resolve("/login").toString(),
        Map.of("username", name, "password", name, "_csrf", csrf.group(1)));
  }

  @Override
  public void close() {
    context.close();
  }

  /** What tokens are signed with. */
  static final class Keys {
    private volatile JWKSet current = new JWKSet(make());

    void rotate() {
      current = new JWKSet(make());
    }

    private static RSAKey make() {
      try {
        return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What is said of people. */
  static final class Accounts {
    private final Map<String, Map<String, Object>> claims = new ConcurrentHashMap<>();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
  static class Parts {
    @Bean
    Keys keys() {
      return new Keys();
    }

    @Bean
    Accounts accounts() {
      return new Accounts();
    }

    @Bean
    JWKSource<SecurityContext> keySource(Keys keys) {
      return (selector, _) -> selector.select(keys.current);
    }

    @Bean
    JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
      var server = new OAuth2AuthorizationServerConfigurer();
      return http.securityMatcher(server.getEndpointsMatcher())
          .with(server, it -> it.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(all -> all.anyRequest().authenticated())
          .exceptionHandling(
              failures ->
                  failures.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
          .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain form(HttpSecurity http) {
      return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users(Accounts accounts) {
      return name ->
          accounts.claims.containsKey(name)
              ? User.withUsername(name).password("{noop}" + name).build()
              : User.withUsername(name).password("{noop}").disabled(true).build();
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId("1")
              .clientId(CLIENT)
              .clientSecret("{noop}" + SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .redirectUri(Browser.PUBLIC + "/login/callback")
              .postLogoutRedirectUri(Browser.PUBLIC + "/logout/done")
              .scope("openid")
              .scope("profile")
              .clientSettings(ClientSettings.builder().requireProofKey(true).build())
              .build());
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Accounts accounts) {
      return token -> {
        if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
          Authentication person = Objects.requireNonNull(token.getPrincipal());
          Map<String, Object> claims = accounts.claims.get(person.getName());
          token.getClaims().claims(all -> all.putAll(claims));
        }
      };
    }
  }
}
