namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class Packing16Tests : PackingTests<Lanes16>;

public sealed class Packing8Tests : PackingTests<Lanes8>;

public sealed class Packing4Tests : PackingTests<Lanes4>;

public sealed class Packing1Tests : PackingTests<Lanes1>;

/// <summary>Packed weights and their transposes at one width.</summary>
public abstract class PackingTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static int Panel => 2 * TLanes.Count;

    [Theory]
    [InlineData(10, 5, 9, 1)]
    [InlineData(48, 16, 1, 1)]
    [InlineData(12, 3, 4, 4)]
    [InlineData(64, 2, 9, 32)]
    public void Every_stored_number_has_its_own_place(int outputs, int inputs, int taps, int groups)
    {
        var layout = PackedLayout.Panels(outputs, inputs, taps, groups, Panel);
        Assert.Equal(taps * inputs * groups, layout.Rows);
        Assert.Equal(0, layout.Length % Panel);
        var places = new HashSet<int>();
        long file = 0;
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    int channel = (o / (outputs / groups) * inputs) + i;
                    int row = (tap * inputs * groups) + channel;
                    int expected = (o / Panel * layout.Rows * Panel) + (row * Panel) + (o % Panel);
                    Assert.Equal(expected, layout.PackedIndex(file++));
                    Assert.True(expected < layout.Length);
                    Assert.True(places.Add(expected));
                }
            }
        }
    }

    [Fact]
    public void Groups_keep_zeros_outside_their_blocks()
    {
        using var buffers = new Buffers();
        var layout = PackedLayout.Panels(24, 3, 4, 6, Panel);
        float[] ones = new float[layout.Length];
        Array.Fill(ones, 1f);
        var gradient = buffers.Copy(ones);

        // In uneven slices of whole panel rows, as the gradient comes.
        for (int offset = 0; offset < layout.Length;)
        {
            int count = Math.Min(5 * Panel, layout.Length - offset);
            layout.ClearOffBlock(gradient + offset, offset, count);
            offset += count;
        }

        float[] expected = new float[layout.Length];
        for (int i = 0; i < 24 * 3 * 4; i++)
        {
            expected[layout.PackedIndex(i)] = 1f;
        }

        Assert.Equal(expected, gradient.AsSpan(layout.Length).ToArray());
    }

    [Fact]
    public void One_group_has_nothing_to_clear()
    {
        using var buffers = new Buffers();
        var gradient = buffers.Copy([.. Enumerable.Repeat(1f, 16 * Panel)]);
        PackedLayout.Panels(16, 2, 3, 1, Panel).ClearOffBlock(gradient, 0, 6 * Panel);
        Assert.All(gradient.AsSpan(6 * Panel).ToArray(), x => Assert.Equal(1f, x));
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    public void Vectors_stay_as_they_are(int count, int length)
    {
        var layout = PackedLayout.Vector(count);
        Assert.Equal(length, layout.Length);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i, layout.PackedIndex(i)));
    }

    [Fact]
    public void Impossible_layouts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedLayout.Vector(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedLayout.Panels(0, 1, 1, 1, Panel));
        Assert.Throws<ArgumentException>(() => PackedLayout.Panels(10, 1, 1, 3, Panel));
        Assert.Throws<OverflowException>(() => PackedLayout.Panels(1 << 20, 1 << 20, 9, 1, Panel));
    }

    [Theory]
    [InlineData(33, 10)]
    [InlineData(64, 48)]
    [InlineData(7, 32)]
    public void Dense_weights_transpose_in_slices(int rows, int outputs)
    {
        using var buffers = new Buffers();
        var layout = PackedLayout.Panels(outputs, rows, 1, 1, Panel);
        var (weights, packed) = RandomWeights(buffers, layout, outputs * rows);
        int columns = (outputs + 15) / 16 * 16;
        int length = Panels(rows) * columns * Panel;
        var transposed = Garbage(buffers, length);
        for (int first = 0; first < rows; first += 16)
        {
            Repack.TransposeDense<TLanes>(packed, transposed, rows, columns, first, Math.Min(first + 16, rows));
        }

        for (int row = 0; row < (rows + 15) / 16 * 16; row++)
        {
            for (int output = 0; output < columns; output++)
            {
                float expected = row < rows && output < outputs ? weights[(output * rows) + row] : 0;
                Assert.Equal(expected, transposed[(((row / Panel * columns) + output) * Panel) + (row % Panel)]);
            }
        }
    }

    [Theory]
    [InlineData(9, 3, 20, 20)]
    [InlineData(9, 16, 32, 32)]
    [InlineData(4, 21, 10, 16)]
    [InlineData(1, 40, 5, 5)]
    public void Convolution_weights_flip(int taps, int channels, int outputs, int tapRows)
    {
        using var buffers = new Buffers();
        var layout = PackedLayout.Panels(outputs, channels, taps, 1, Panel);
        var (weights, packed) = RandomWeights(buffers, layout, outputs * channels * taps);
        var flipped = Garbage(buffers, Panels(channels) * taps * tapRows * Panel);
        Repack.FlipConvolution<TLanes>(packed, flipped, taps, channels, tapRows, channels, 0, 1);
        Repack.FlipConvolution<TLanes>(packed, flipped, taps, channels, tapRows, channels, 1, taps);
        for (int tap = 0; tap < taps; tap++)
        {
            for (int output = 0; output < tapRows; output++)
            {
                for (int channel = 0; channel < (channels + 15) / 16 * 16; channel++)
                {
                    float expected = channel < channels && output < outputs ? weights[(((output * channels) + channel) * taps) + tap] : 0;
                    int row = ((taps - 1 - tap) * tapRows) + output;
                    Assert.Equal(expected, flipped[(((channel / Panel * taps * tapRows) + row) * Panel) + (channel % Panel)]);
                }
            }
        }
    }

    [Fact]
    public void Panels_copy_out_of_wide_matrices()
    {
        using var buffers = new Buffers();
        float[] matrix = Buffers.RandomArray(new Random(4), 5 * 100);
        var source = buffers.Copy(matrix);
        foreach (int columns in new[] { TLanes.Count, Panel })
        {
            var panel = buffers.Zeros(5 * Panel);
            Repack.CopyPanel<TLanes>(source + 7, 100, panel, 5, columns);
            for (int i = 0; i < 5 * Panel; i++)
            {
                Assert.Equal(i % Panel < columns ? matrix[(i / Panel * 100) + 7 + (i % Panel)] : 0, panel[i]);
            }
        }
    }

    private static int Panels(int columns) => (((columns + 15) / 16 * 16) + Panel - 1) / Panel;

    private static (float[] File, Floats Packed) RandomWeights(Buffers buffers, PackedLayout layout, int count)
    {
        float[] file = Buffers.RandomArray(new Random(count), count);
        var packed = buffers.Zeros(layout.Length);
        for (int i = 0; i < count; i++)
        {
            packed[layout.PackedIndex(i)] = file[i];
        }

        return (file, packed);
    }

    private static Floats Garbage(Buffers buffers, int length) => buffers.Copy([.. Enumerable.Repeat(float.NaN, length)]);
}
