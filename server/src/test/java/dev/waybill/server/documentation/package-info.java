/** Whether the documentation is true. */
@NullMarked
package dev.waybill.server.documentation;

import org.jspecify.annotations.NullMarked;
