/**
 * The page that tells operators whether all is well, from what health and metrics tell programs.
 */
@NullMarked
package dev.waybill.server.portal.operator;

import org.jspecify.annotations.NullMarked;
