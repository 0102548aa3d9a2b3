using System.Reflection;
using System.Runtime.InteropServices;
using DeepTricks.Dsl.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace DeepTricks.Dsl;

/// <summary>A GPU that kernels run on: its library context, its stream, and what launches need to know of it.</summary>
internal sealed class GpuMachine : IDisposable
{
    /// <summary>Threads of a group on the simulator, where each is a thread of the system and a barrier is dear.</summary>
    private const int SimulatedThreads = 16;

    private readonly Context context;
    private readonly Dictionary<(MethodInfo Kernel, Type Operands), Delegate> kernels = [];
    private GpuLayers? layers;

    static GpuMachine() => NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);

    private GpuMachine(GpuKind kind, Context context, ILGPU.Runtime.Device device)
    {
        this.context = context;
        Kind = kind;
        Accelerator = device.CreateAccelerator(context);
        Stream = Accelerator.CreateStream();
        Threads = kind == GpuKind.Simulator ? SimulatedThreads : Math.Min(GroupSums.MostThreads, Accelerator.MaxNumThreadsPerGroup);
    }

    /// <summary>How it is reached.</summary>
    public GpuKind Kind { get; }

    /// <summary>The library's device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>What all launches and copies of this machine go through, in order.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Held by whoever enqueues: several networks and threads share the machine.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Threads of a group, a power of two.</summary>
    public int Threads { get; }

    /// <summary>The runtime's kernels on it.</summary>
    public GpuLayers Layers => layers ??= new GpuLayers(this);

    /// <summary>Its name, as the driver has it.</summary>
    public string Name => Accelerator.Name;

    /// <summary>Groups that a launch needs to keep the whole machine busy.</summary>
    public int BusyGroups => Math.Max(1, Accelerator.NumMultiprocessors) * 4;

    /// <summary>Whether it multiplies matrices of tf32 and bf16: NVIDIA's devices since compute capability 8.0.</summary>
    public bool HasTensorCores => Accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80;

    /// <summary>Bytes that can still be allocated; of OpenCL devices only the whole is known.</summary>
    public long FreeBytes => Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : Accelerator.MemorySize;

    /// <summary>The machines of a kind, in the driver's order; none where the driver is missing.</summary>
    public static IReadOnlyList<string> Names(GpuKind kind)
    {
        if (!HasDriver(kind))
        {
            return [];
        }

        using var context = NewContext(kind);
        return [.. Devices(context, kind).Select(device => device.Name)];
    }

    /// <summary>Opens a machine.</summary>
    /// <param name="kind">How it is reached.</param>
    /// <param name="index">Its number in <see cref="Names"/>.</param>
    /// <returns>The machine, which the caller disposes.</returns>
    /// <exception cref="NotSupportedException">There is no such machine; says what is missing.</exception>
    public static GpuMachine Open(GpuKind kind, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!HasDriver(kind))
        {
            throw new NotSupportedException($"no {Word(kind)} device: its driver's library ({string.Join(" or ", Libraries(kind))}) is not installed");
        }

        var context = NewContext(kind);
        try
        {
            var devices = Devices(context, kind);
            if (index >= devices.Count)
            {
                throw new NotSupportedException(
                    FormattableString.Invariant($"no {Word(kind)} device {index}: the driver knows {devices.Count}, counted from 0"));
            }

            return new GpuMachine(kind, context, devices[index]);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Opens a simulator whose groups may have more threads than those of launches have there, for kernels that need warps.</summary>
    /// <param name="warps">Warps of 32 threads in a group, at most.</param>
    public static GpuMachine SimulateWarps(int warps)
    {
        var context = Context.Create(builder => builder.CPU(new CPUDevice(32, warps, 1)));
        return new GpuMachine(GpuKind.Simulator, context, Devices(context, GpuKind.Simulator)[0]);
    }

    /// <summary>Loads a kernel that is launched with explicit groups, once for the machine.</summary>
    public Action<AcceleratorStream, KernelConfig, TOperands> Load<TOperands>(Action<TOperands> kernel)
        where TOperands : struct
    {
        lock (Gate)
        {
            var key = (kernel.Method, typeof(TOperands));
            if (!kernels.TryGetValue(key, out var loaded))
            {
                loaded = Accelerator.LoadKernel(kernel);
                kernels.Add(key, loaded);
            }

            return (Action<AcceleratorStream, KernelConfig, TOperands>)loaded;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        Accelerator.Dispose();
        context.Dispose();
    }

    private static string Word(GpuKind kind) => kind switch { GpuKind.OpenCl => "OpenCL", GpuKind.Cuda => "CUDA", _ => kind.ToString() };

    private static Context NewContext(GpuKind kind) => Context.Create(builder => _ = kind switch
    {
        GpuKind.Cuda => builder.Cuda(),
        GpuKind.OpenCl => builder.OpenCL(device => true),
        _ => builder.CPU(new CPUDevice(SimulatedThreads, 1, 1)),
    });

    private static List<ILGPU.Runtime.Device> Devices(Context context, GpuKind kind) => kind switch
    {
        GpuKind.Cuda => [.. context.GetCudaDevices()],
        GpuKind.OpenCl => [.. context.GetCLDevices()],
        _ => [.. context.GetCPUDevices()],
    };

    /// <summary>Asking first keeps programs without a GPU from paying for the GPU library's start.</summary>
    private static bool HasDriver(GpuKind kind)
    {
        foreach (string library in Libraries(kind))
        {
            if (NativeLibrary.TryLoad(library, out nint _))
            {
                return true;
            }
        }

        return kind == GpuKind.Simulator;
    }

    private static string[] Libraries(GpuKind kind) => (kind, OperatingSystem.IsWindows()) switch
    {
        (GpuKind.Cuda, true) => ["nvcuda.dll"],
        (GpuKind.Cuda, false) => ["libcuda.so.1", "libcuda.so"],
        (GpuKind.OpenCl, true) => ["OpenCL.dll"],
        (GpuKind.OpenCl, false) => ["libOpenCL.so.1", "libOpenCL.so"],
        _ => [],
    };

    /// <summary>The GPU library asks for <c>OpenCL</c>; without development packages only the name with a version is installed.</summary>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != "OpenCL" || OperatingSystem.IsWindows())
        {
            return 0;
        }

        foreach (string name in Libraries(GpuKind.OpenCl))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
