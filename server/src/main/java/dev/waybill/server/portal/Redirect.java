package dev.waybill.server.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Where a browser goes after a form was sent, or instead of a page. */
public final class Redirect {
  private Redirect() {}

  /**
   * To a path of this service, with 303: what was sent is not sent again.
   *
   * @param path built by {@link Page#link}, or another one that no caller has chosen
   */
  public static ModelAndView to(String path) {
    var view = new RedirectView(path);
    view.setHttp10Compatible(false);
    view.setExposeModelAttributes(false);
    view.setExpandUriTemplateVariables(false);
    return new ModelAndView(view);
  }

  /**
   * The same for a form that was sent by script, too, which would take the page for a part of one.
   *
   * @param path as above
   */
  public static ModelAndView after(HttpServletRequest request, String path) {
    return request.getHeader("HX-Request") == null
        ? to(path)
        : new ModelAndView(
            (_, _, response) -> {
              response.setHeader("HX-Redirect", path);
              response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            });
  }
}
