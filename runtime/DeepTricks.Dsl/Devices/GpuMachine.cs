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

    private GpuMachine(DeviceKind kind, Context context, ILGPU.Runtime.Device device)
    {
        this.context = context;
        Kind = kind;
        Accelerator = device.CreateAccelerator(context);
        Stream = Accelerator.CreateStream();
        Name = NameOf(device);
        Threads = kind == DeviceKind.Simulator ? SimulatedThreads : Math.Min(GroupSums.MostThreads, Accelerator.MaxNumThreadsPerGroup);
    }

    /// <summary>How it is reached.</summary>
    public DeviceKind Kind { get; }

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
    public string Name { get; }

    /// <summary>Groups that a launch needs to keep the whole machine busy.</summary>
    public int BusyGroups => Math.Max(1, Accelerator.NumMultiprocessors) * 4;

    /// <summary>Whether it multiplies matrices of tf32 and bf16: NVIDIA's devices since compute capability 8.0.</summary>
    public bool HasTensorCores => Accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80;

    /// <summary>Bytes that can still be allocated; of OpenCL devices only the whole is known.</summary>
    public long FreeBytes => Accelerator switch
    {
        CudaAccelerator cuda => cuda.GetFreeMemory(),
        CPUAccelerator => ProcessBytes,
        _ => Accelerator.MemorySize,
    };

    /// <summary>Bytes that this process may use, which is the memory of what the processor simulates.</summary>
    private static long ProcessBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The machines of a kind, in the driver's order; none where the driver is missing or does not work.</summary>
    public static IReadOnlyList<DeviceInfo> Find(DeviceKind kind)
    {
        if (!HasDriver(kind))
        {
            return [];
        }

        try
        {
            using var context = NewContext(kind);
            return
            [
                .. Devices(context, kind).Select((device, index) => new DeviceInfo
                {
                    Kind = kind,
                    Index = index,
                    Name = NameOf(device),
                    MemoryBytes = device is CPUDevice ? ProcessBytes : device.MemorySize,
                    IsGpu = device is CudaDevice or CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_GPU },
                }),
            ];
        }
        catch (Exception exception) when (IsOfDriver(exception))
        {
            // A driver that is installed but does not work, such as one without a card, has no devices.
            return [];
        }
    }

    /// <summary>Opens a machine.</summary>
    /// <param name="kind">How it is reached.</param>
    /// <param name="index">Its number among those of the kind.</param>
    /// <returns>The machine, which the caller disposes.</returns>
    /// <exception cref="DeviceNotFoundException">There is no such machine, or it cannot be opened; says what is missing.</exception>
    public static GpuMachine Open(DeviceKind kind, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!HasDriver(kind))
        {
            throw new DeviceNotFoundException($"no {Word(kind)} device: its driver's library ({string.Join(" or ", Libraries(kind))}) is not installed");
        }

        Context? context = null;
        try
        {
            context = NewContext(kind);
            var devices = Devices(context, kind);
            return index < devices.Count
                ? new GpuMachine(kind, context, devices[index])
                : throw new DeviceNotFoundException(devices.Count == 0
                    ? $"no {Word(kind)} device: the driver knows none"
                    : FormattableString.Invariant($"no {Word(kind)} device {index}: the driver knows {devices.Count}, counted from 0"));
        }
        catch (Exception exception)
        {
            context?.Dispose();
            if (IsOfDriver(exception))
            {
                throw new DeviceNotFoundException(FormattableString.Invariant($"{Word(kind)} device {index} cannot be opened: {exception.Message}"), exception);
            }

            throw;
        }
    }

    /// <summary>Opens a simulator whose groups may have more threads than those of launches have there, for kernels that need warps.</summary>
    /// <param name="warps">Warps of 32 threads in a group, at most.</param>
    public static GpuMachine SimulateWarps(int warps)
    {
        var context = Context.Create(builder => builder.CPU(new CPUDevice(32, warps, 1)));
        return new GpuMachine(DeviceKind.Simulator, context, Devices(context, DeviceKind.Simulator)[0]);
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

    private static string NameOf(ILGPU.Runtime.Device device) => device is CPUDevice ? "GPU simulated on the CPU" : device.Name;

    private static bool IsOfDriver(Exception exception) => exception
        is AcceleratorException
        or DllNotFoundException
        or EntryPointNotFoundException
        or BadImageFormatException
        or TypeInitializationException
        or NotSupportedException;

    private static string Word(DeviceKind kind) => kind switch { DeviceKind.OpenCl => "OpenCL", DeviceKind.Cuda => "CUDA", _ => kind.ToString() };

    private static Context NewContext(DeviceKind kind) => Context.Create(builder => _ = kind switch
    {
        DeviceKind.Cuda => builder.Cuda(),
        DeviceKind.OpenCl => builder.OpenCL(device => true),
        _ => builder.CPU(new CPUDevice(SimulatedThreads, 1, 1)),
    });

    private static List<ILGPU.Runtime.Device> Devices(Context context, DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => [.. context.GetCudaDevices()],
        DeviceKind.OpenCl => [.. context.GetCLDevices()],
        _ => [.. context.GetCPUDevices()],
    };

    /// <summary>Asking first keeps programs without a GPU from paying for the GPU library's start.</summary>
    private static bool HasDriver(DeviceKind kind)
    {
        foreach (string library in Libraries(kind))
        {
            if (NativeLibrary.TryLoad(library, out nint _))
            {
                return true;
            }
        }

        return kind == DeviceKind.Simulator;
    }

    private static string[] Libraries(DeviceKind kind) => (kind, OperatingSystem.IsWindows()) switch
    {
        (DeviceKind.Cuda, true) => ["nvcuda.dll"],
        (DeviceKind.Cuda, false) => ["libcuda.so.1", "libcuda.so"],
        (DeviceKind.OpenCl, true) => ["OpenCL.dll"],
        (DeviceKind.OpenCl, false) => ["libOpenCL.so.1", "libOpenCL.so"],
        _ => [],
    };

    /// <summary>The GPU library asks for <c>OpenCL</c>; without development packages only the name with a version is installed.</summary>
    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != "OpenCL" || OperatingSystem.IsWindows())
        {
            return 0;
        }

        foreach (string name in Libraries(DeviceKind.OpenCl))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
