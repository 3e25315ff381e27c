/** The tenant's API keys: who looks after exports makes and ends them here. */
@NullMarked
package dev.waybill.server.portal.keys;

import org.jspecify.annotations.NullMarked;
