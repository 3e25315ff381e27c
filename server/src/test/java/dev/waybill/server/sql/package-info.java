@NullMarked
package dev.waybill.server.sql;

import org.jspecify.annotations.NullMarked;
