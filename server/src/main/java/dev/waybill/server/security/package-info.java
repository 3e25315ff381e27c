/** Who may call what. */
@NullMarked
package dev.waybill.server.security;

import org.jspecify.annotations.NullMarked;
