/**
 * The base of the portal: what every page has, and how its pages are made.
 *
 * <ul>
 *   <li>A page is a package below this one with a {@code @Controller} mapped to {@link
 *       dev.waybill.server.portal.Page#OWN} and {@link dev.waybill.server.portal.Page#OF_TENANT},
 *       so that a tenant's people and operators see the same page; it is a bean of {@code
 *       wiring.PortalConfiguration} and, if people go to it by itself, a line of {@link
 *       dev.waybill.server.portal.Navigation}.
 *   <li>Its methods take a {@link dev.waybill.server.security.Caller}, begin with {@code
 *       Page.tenantOf(caller, Permission...)} and call what the API calls for that tenant; what
 *       somebody may not use is left out by {@code page.may('AUDIT')} and refused all the same.
 *   <li>They put a record of texts and numbers into the model, made for the template, and return
 *       its name. Templates reach {@code page} (links, viewer, brand) and {@code show} (times,
 *       sizes, counts), never an {@code Optional}.
 *   <li>A template is {@code <html th:replace="~{layout :: page(title='...', main=~{::main})}">};
 *       parts that pages share are fragments of {@code parts.html}. A {@code th:if} beside a {@code
 *       th:replace} is not looked at: it goes on a {@code th:block} around it. There are no inline
 *       styles and scripts: the policy of the answers forbids them.
 *   <li>Changes are forms sent with POST and answered by a redirect (303) to the page that shows
 *       what has changed; the path is {@code page.link('/...')}. Whatever throws a {@code
 *       ProblemException}, {@code InvalidInput} or {@code Refused} is told by the page for
 *       problems.
 *   <li>Without script, every page can be read and every form can be sent.
 * </ul>
 */
@NullMarked
package dev.waybill.server.portal;

import org.jspecify.annotations.NullMarked;
