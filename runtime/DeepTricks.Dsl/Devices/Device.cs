using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>
/// Where a network computes: the processor, with the widest vectors that it has, or a GPU. All networks on a device share what it
/// owns, its worker threads or its queue of launches. A GPU is opened once and stays open until the program ends.
/// </summary>
/// <example><code>using var net = new DigitNet(Device.Cuda(0), seed: 7);</code></example>
public sealed class Device
{
    private static readonly Lazy<Device> BestDevice = new(FindBest);
    private static readonly Dictionary<(DeviceKind Kind, int Index), Device> OpenGpus = [];

    private Device(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Team = new WorkerTeam(Threads);
        Name = FormattableString.Invariant($"CPU, {Threads} {(Threads == 1 ? "thread" : "threads")}, {VectorUnit.Description}");
    }

    private Device(GpuMachine machine, int index)
    {
        Threads = 1;
        Team = new WorkerTeam(Threads);
        Kind = machine.Kind;
        Index = index;
        Machine = machine;
        Name = machine.Name;
    }

    /// <summary>
    /// The fastest device of this machine: the first NVIDIA card, else the first GPU with an OpenCL driver, else the processor. Never
    /// the simulator, nor an OpenCL driver that computes on the processor. A card that cannot be opened is passed over.
    /// </summary>
    public static Device Best => BestDevice.Value;

    /// <summary>
    /// A GPU simulated on the processor: everything that happens on a GPU can be stepped through in a debugger, thousands of times slower.
    /// </summary>
    /// <exception cref="NotSupportedException">The program was built without GPUs.</exception>
    public static Device Simulator => Of(DeviceKind.Simulator, 0);

    /// <summary>
    /// The devices of this machine: the processor, NVIDIA cards, OpenCL devices, the simulator. A driver that is missing or broken has
    /// no devices. A card with two drivers is listed for each.
    /// </summary>
    public static IReadOnlyList<DeviceInfo> All =>
    [
        new DeviceInfo
        {
            Kind = DeviceKind.Cpu,
            Index = 0,
            Name = FormattableString.Invariant($"{Environment.ProcessorCount} logical cores, {VectorUnit.Description}"),
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            IsGpu = false,
        },
        .. GpuSupport.IsEnabled ? FindGpus() : [],
    ];

    /// <summary>How it is reached.</summary>
    public DeviceKind Kind { get; }

    /// <summary>Its number among those of its kind, in the driver's order.</summary>
    public int Index { get; }

    /// <summary>What <see cref="Parse"/> knows it by: <c>cpu</c>, <c>cuda:0</c>, <c>opencl:1</c>, <c>simulator</c>.</summary>
    public string Id => DeviceId.Of(Kind, Index);

    /// <summary>Threads of this machine that work together on one step; 1 for a GPU, which one thread keeps busy.</summary>
    public int Threads { get; }

    /// <summary>What the device is, in words: <c>CPU, 2 threads, 256-bit vectors</c>; for a GPU its name.</summary>
    public string Name { get; }

    internal WorkerTeam Team { get; }

    /// <summary>Whether networks compute by launches of kernels there: all but the processor.</summary>
    internal bool IsGpu => Kind != DeviceKind.Cpu;

    /// <summary>The GPU, if it is one.</summary>
    internal GpuMachine? Machine { get; }

    /// <summary>The CPU with a given number of threads; 0 takes one for each logical core.</summary>
    /// <param name="threads">Threads, 0 for all cores. The results of training do not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public static Device Cpu(int threads = 0) => new(threads);

    /// <summary>An NVIDIA card.</summary>
    /// <param name="index">Its number in the driver's order, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such card, or no driver; says which.</exception>
    /// <exception cref="NotSupportedException">The program was built without GPUs.</exception>
    public static Device Cuda(int index = 0) => Of(DeviceKind.Cuda, index);

    /// <summary>An OpenCL device, be it a GPU or not.</summary>
    /// <param name="index">Its number in the driver's order, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device, or no driver; says which.</exception>
    /// <exception cref="NotSupportedException">The program was built without GPUs.</exception>
    public static Device OpenCl(int index = 0) => Of(DeviceKind.OpenCl, index);

    /// <summary>The device of a name that a person may type or a file may hold.</summary>
    /// <param name="id"><c>best</c>, <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>opencl</c>, <c>opencl:1</c> or <c>simulator</c>, in any case; without a number the first.</param>
    /// <exception cref="FormatException"><paramref name="id"/> is no such name.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device, or no driver; says which.</exception>
    /// <exception cref="NotSupportedException">The program was built without GPUs.</exception>
    public static Device Parse(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return DeviceId.IsBest(id) ? Best
            : DeviceId.TryParse(id, out var kind, out int index) ? Of(kind, index)
            : throw new FormatException($"'{id}' is no device; devices are {DeviceId.Forms}");
    }

    /// <summary>Whether <see cref="Parse"/> understands a name; such a device need not be there.</summary>
    public static bool IsName(string? id) => id is not null && (DeviceId.IsBest(id) || DeviceId.TryParse(id, out _, out _));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The device of a kind and number.</summary>
    internal static Device Of(DeviceKind kind, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (kind == DeviceKind.Cpu)
        {
            return Cpu();
        }

        return GpuSupport.IsEnabled
            ? OpenGpu(kind, index)
            : throw new NotSupportedException($"{DeviceId.Of(kind, index)} cannot be used: this program was built without GPUs ({GpuSupport.Switch} is false)");
    }

    private static Device FindBest() => (GpuSupport.IsEnabled ? OpenBestGpu() : null) ?? new Device(0);

    // Whatever needs the GPU library is in methods of its own, so that a program without a GPU does not load it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<DeviceInfo> FindGpus() =>
        [.. GpuMachine.Find(DeviceKind.Cuda), .. GpuMachine.Find(DeviceKind.OpenCl), .. GpuMachine.Find(DeviceKind.Simulator)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Device? OpenBestGpu()
    {
        // OpenCL is not looked for where a card of NVIDIA's was found.
        foreach (var found in new[] { DeviceKind.Cuda, DeviceKind.OpenCl }.SelectMany(GpuMachine.Find).Where(found => found.IsGpu))
        {
            try
            {
                return found.Open();
            }
            catch (DeviceNotFoundException)
            {
                // Listed, but out of order or taken: the next one may do.
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Device OpenGpu(DeviceKind kind, int index)
    {
        lock (OpenGpus)
        {
            if (!OpenGpus.TryGetValue((kind, index), out var device))
            {
                device = new Device(GpuMachine.Open(kind, index), index);
                OpenGpus.Add((kind, index), device);
            }

            return device;
        }
    }
}
