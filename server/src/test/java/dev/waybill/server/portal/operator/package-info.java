/** What operators are told of the service. */
@NullMarked
package dev.waybill.server.portal.operator;

import org.jspecify.annotations.NullMarked;
