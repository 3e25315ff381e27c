/** What an operator can set: typed records by feature, read from a file and the environment. */
@NullMarked
package dev.waybill.server.settings;

import org.jspecify.annotations.NullMarked;
