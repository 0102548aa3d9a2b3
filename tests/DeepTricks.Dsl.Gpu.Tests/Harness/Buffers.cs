using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>Device memory of one trial.</summary>
internal sealed class Buffers(GpuMachine machine) : IDisposable
{
    private readonly List<MemoryBuffer> buffers = [];

    public ArrayView<float> Zeros(long count)
    {
        var buffer = machine.Accelerator.Allocate1D<float>(Math.Max(16, count));
        buffer.MemSetToZero(machine.Stream);
        buffers.Add(buffer);
        return buffer.View.BaseView.SubView(0, count);
    }

    public ArrayView<float> Holding(float[] values)
    {
        // Room for a whole quad at the end, as every buffer of a plan has.
        var view = Zeros((values.Length + 3) / 4 * 4).SubView(0, values.Length);
        view.CopyFromCPU(machine.Stream, values);
        return view;
    }

    public ArrayView<int> Tickets(int count) => Integers(new int[count]);

    public ArrayView<int> Integers(int[] values)
    {
        var buffer = machine.Accelerator.Allocate1D<int>(values.Length);
        buffers.Add(buffer);
        var view = buffer.View.BaseView;
        view.CopyFromCPU(machine.Stream, values);
        return view;
    }

    public T[] Read<T>(ArrayView<T> view)
        where T : unmanaged
    {
        var values = new T[view.Length];
        view.CopyToCPU(machine.Stream, values);
        return values;
    }

    public void Dispose() => buffers.ForEach(buffer => buffer.Dispose());
}
