# The image of the service. Targets: cpu, which `docker build .` makes, and cuda.
#
#   docker build -t fovea --target cpu .                        builds the jar inside; needs a network
#   docker build -t fovea --target cpu --build-arg PREBUILT=true .   takes service/target/fovea-service.jar as it is
#   docker build -t fovea:latest-cuda --target cuda .           for NVIDIA GPUs
#
# Written in the subset that every builder knows: no BuildKit, no frontend to fetch. Those without BuildKit make every
# stage unless --target names one. Bases with glibc 2.28 or newer.

ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG BASE_IMAGE=eclipse-temurin:25-jre
ARG CUDA_IMAGE=nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04

# --- the jar, laid out ------------------------------------------------------------------------
FROM ${BUILD_IMAGE} AS build
ARG PREBUILT=false
WORKDIR /src
COPY . .
RUN [ "$PREBUILT" = true ] || ./mvnw -B -ntp -q -pl service -am -DskipTests -Dspotless.check.skip=true package
RUN container/unpack service/target/fovea-service.jar /laid-out && mkdir -p model-store/models

# --- cpu --------------------------------------------------------------------------------------
FROM ${BASE_IMAGE} AS cpu
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Fovea" \
      org.opencontainers.image.description="Image classification and similarity search over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# ONNX Runtime reports to its maker unless it finds ORT_DISABLE_TELEMETRY before the JVM starts.
ENV ORT_DISABLE_TELEMETRY=1 \
    MALLOC_ARENA_MAX=2 \
    FOVEA_HOME=/var/lib/fovea \
    FOVEA_MODELS_STORE=/models \
    FOVEA_DRAIN_DELAY=2s \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
COPY --from=build /laid-out/native/ /opt/fovea/native/
COPY --from=build /laid-out/layers/dependencies/ /opt/fovea/
COPY --from=build /laid-out/layers/snapshot-dependencies/ /opt/fovea/
COPY --from=build /laid-out/layers/application/ /opt/fovea/
COPY --from=build /laid-out/sbom.json /opt/fovea/sbom.json
COPY --from=build /src/container/ /opt/fovea/bin/
COPY --from=build /src/model-store/models/ /models/
COPY --from=build /src/helm/fovea/files/seven.png /opt/fovea/seven.png
RUN mv /opt/fovea/bin/jvm.options /opt/fovea/jvm.options \
    && /opt/fovea/bin/rehearse /opt/fovea/seven.png \
    && echo '-XX:AOTCache=/opt/fovea/fovea.aot' >>/opt/fovea/jvm.options \
    && mkdir -p /var/lib/fovea \
    && chown 10001:10001 /var/lib/fovea
USER 10001:10001
VOLUME /var/lib/fovea
EXPOSE 8080 9000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/fovea/bin/healthcheck"]
ENTRYPOINT ["java", "@/opt/fovea/jvm.options", "-jar", "/opt/fovea/fovea-service.jar"]

# --- cuda -------------------------------------------------------------------------------------
FROM build AS build-cuda
ARG PREBUILT=false
RUN [ "$PREBUILT" = true ] || ./mvnw -B -ntp -q -Pgpu -pl service -am -DskipTests -Dspotless.check.skip=true package
RUN rm -rf /laid-out && container/unpack service/target/fovea-service.jar /laid-out \
    && { [ -s /laid-out/native/libonnxruntime_providers_cuda.so ] \
      || { echo "the jar holds the runtime for CPUs: package it with -Pgpu" >&2; exit 1; }; }

FROM ${CUDA_IMAGE} AS cuda
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Fovea (CUDA)" \
      org.opencontainers.image.description="Image classification and similarity search over HTTP, on NVIDIA GPUs" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV ORT_DISABLE_TELEMETRY=1 \
    MALLOC_ARENA_MAX=2 \
    JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    FOVEA_HOME=/var/lib/fovea \
    FOVEA_MODELS_STORE=/models \
    FOVEA_DRAIN_DELAY=2s \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
COPY --from=cpu /opt/java/openjdk/ /opt/java/openjdk/
COPY --from=build-cuda /laid-out/native/ /opt/fovea/native/
COPY --from=build-cuda /laid-out/layers/dependencies/ /opt/fovea/
COPY --from=build-cuda /laid-out/layers/snapshot-dependencies/ /opt/fovea/
COPY --from=build-cuda /laid-out/layers/application/ /opt/fovea/
COPY --from=build-cuda /laid-out/sbom.json /opt/fovea/sbom.json
COPY --from=build /src/container/ /opt/fovea/bin/
COPY --from=build /src/model-store/models/ /models/
COPY --from=build /src/helm/fovea/files/seven.png /opt/fovea/seven.png
# There is no GPU where images are built, so the rehearsal runs on the CPU.
RUN mv /opt/fovea/bin/jvm.options /opt/fovea/jvm.options \
    && /opt/fovea/bin/rehearse /opt/fovea/seven.png \
    && echo '-XX:AOTCache=/opt/fovea/fovea.aot' >>/opt/fovea/jvm.options \
    && mkdir -p /var/lib/fovea \
    && chown 10001:10001 /var/lib/fovea
USER 10001:10001
VOLUME /var/lib/fovea
EXPOSE 8080 9000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["/opt/fovea/bin/healthcheck"]
ENTRYPOINT ["java", "@/opt/fovea/jvm.options", "-jar", "/opt/fovea/fovea-service.jar"]

# --- what a build without --target makes ------------------------------------------------------
FROM cpu
