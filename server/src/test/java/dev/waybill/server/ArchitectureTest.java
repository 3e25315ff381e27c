package dev.waybill.server;

import dev.waybill.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
