namespace DeepTricks.Dsl;

/// <summary>How a GPU is reached.</summary>
internal enum GpuKind
{
    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>Any OpenCL driver.</summary>
    OpenCl,

    /// <summary>ILGPU's simulation on the CPU: for tests and debugging, slow.</summary>
    Simulator,
}
