/** Login of people with an identity provider (OpenID Connect), and their sessions. */
@NullMarked
package dev.waybill.server.login;

import org.jspecify.annotations.NullMarked;
