package dev.waybill.server.portal;

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
}
