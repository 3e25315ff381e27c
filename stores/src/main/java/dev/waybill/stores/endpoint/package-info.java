/** Which network endpoints customers may name, so that none reaches into the operator's network. */
@NullMarked
package dev.waybill.stores.endpoint;

import org.jspecify.annotations.NullMarked;
