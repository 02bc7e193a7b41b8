"""Questions of the demo's item bank in GIFT: (subject, difficulty, questions)."""

from __future__ import annotations

# ruff: noqa: E501  a question is a line

SERVICE_EASY = """
Undang-undang tentang pelayanan publik adalah UU Nomor … {=25 Tahun 2009 ~23 Tahun 2014 ~20 Tahun 2023 ~14 Tahun 2008}

Survei Kepuasan Masyarakat diatur dalam PermenPANRB Nomor … {=14 Tahun 2017 ~6 Tahun 2022 ~38 Tahun 2017 ~1 Tahun 2023}

Janji tertulis penyelenggara layanan kepada masyarakat disebut … {=maklumat pelayanan ~berita acara ~nota dinas ~surat tugas}

Survei Kepuasan Masyarakat memuat berapa unsur? {#9}

Setiap penyelenggara wajib menyusun dan menetapkan standar pelayanan. {T}

Pengaduan masyarakat hanya boleh diterima secara tertulis. {F}

Kanal pengaduan nasional adalah … {=SP4N-LAPOR! ~SIPD ~SIASN ~e-Katalog}

Lembaga negara yang mengawasi pelayanan publik adalah … {=Ombudsman ~BPK ~KPU ~DPRD}

Informasi biaya layanan harus diumumkan kepada masyarakat. {T}
"""
SERVICE_MEDIUM = """
Manakah komponen standar pelayanan pada penyampaian layanan? {~%50%Persyaratan ~%50%Jangka waktu ~%-50%Anggaran kas ~%-50%Daftar hadir}

Nilai interval konversi IKM 88,31–100,00 menunjukkan mutu pelayanan … {=A ~B ~C ~D}

Forum Konsultasi Publik diatur dalam PermenPANRB Nomor … {=16 Tahun 2017 ~14 Tahun 2017 ~5 Tahun 2020 ~19 Tahun 2025}

Seorang warga datang tanpa satu syarat. Tindakan yang tepat adalah … {=menjelaskan syarat yang kurang secara tertulis ~menyuruh pulang ~menerima dengan imbalan ~menahan berkasnya}

Pelayanan bagi penyandang disabilitas termasuk pelayanan dengan perlakuan khusus. {T}

Bila 180 dari 240 responden puas, berapa persen yang puas? {#75}

Tindak lanjut hasil survei kepuasan paling sedikit mencakup … unsur dengan nilai terendah. {=tiga ~satu ~lima ~sembilan}

Pengaduan yang menyangkut kewenangan instansi lain sebaiknya … {=disalurkan ke instansi yang berwenang dan pelapor diberi tahu ~ditolak ~disimpan ~dihapus}

Manakah perilaku berorientasi pelayanan? {~%50%Ramah dan cekatan ~%50%Memahami kebutuhan masyarakat ~%-50%Menunda jawaban ~%-50%Memilih siapa yang dilayani}
"""
BUDGET_EASY = """
Rencana keuangan tahunan pemerintah daerah disebut … {=APBD ~RPJMD ~Renstra ~LKPJ}

Tahun anggaran berlangsung dari 1 Januari sampai 31 Desember. {T}

Singkatan DPA adalah … {=Dokumen Pelaksanaan Anggaran ~Daftar Pengeluaran Aset ~Data Pokok Anggaran ~Dokumen Penerimaan Asli}

Belanja untuk membeli kertas dan tinta termasuk belanja … {=barang dan jasa ~modal ~pegawai ~hibah}

APBD ditetapkan dengan … {=peraturan daerah ~surat edaran ~nota dinas ~keputusan lurah}

Pejabat yang menyimpan dan membayarkan uang pada unit kerja adalah … {=bendahara pengeluaran ~lurah ~camat ~arsiparis}

Bukti pengeluaran boleh dibuat setelah tahun anggaran berikutnya. {F}

Pagu 40 juta, terpakai 10 juta. Berapa juta sisanya? {#30}

Pajak daerah termasuk pendapatan asli daerah. {T}
"""
BUDGET_MEDIUM = """
Pagu kegiatan 250 juta dan realisasi 200 juta. Berapa persen realisasinya? {#80}

Urutan yang benar adalah … {=RKPD, KUA-PPAS, RAPBD, APBD ~APBD, RKPD, KUA ~KUA, RPJMD, RKPD ~RAPBD, KUA, RKPD}

Manakah yang termasuk belanja modal? {~%50%Gedung ~%50%Mesin ~%-50%Honorarium ~%-50%Perjalanan dinas}

Selisih lebih pendapatan terhadap belanja disebut … {=surplus ~defisit ~SiLPA tahun lalu ~pembiayaan}

Pedoman teknis pengelolaan keuangan daerah adalah Permendagri Nomor … {=77 Tahun 2020 ~86 Tahun 2017 ~18 Tahun 2018 ~5 Tahun 2016}

Indikator keluaran (output) kegiatan pelatihan adalah … {=jumlah peserta yang dilatih ~kepuasan warga tiga tahun kemudian ~dana yang dicairkan ~jumlah rapat}

Pergeseran anggaran antarprogram cukup disetujui lurah. {F}

Musrenbang tingkat kelurahan mendahului musrenbang tingkat kecamatan. {T}

Harga satuan 12.500 untuk 24 rim. Berapa ribu rupiah jumlahnya? {#300}
"""
CIVIL_EASY = """
NIK terdiri atas … angka. {#16}

KTP-el wajib dimiliki penduduk yang berumur 17 tahun atau sudah kawin. {T}

Dokumen yang memuat susunan keluarga adalah … {=Kartu Keluarga ~KTP-el ~Akta kelahiran ~SKCK}

KTP-el berlaku seumur hidup. {T}

Instansi pelaksana administrasi kependudukan di kota adalah … {=Dinas Kependudukan dan Pencatatan Sipil ~Dinas Sosial ~Kecamatan ~BPS}

Pengurusan dokumen kependudukan dikenai biaya. {F}

Singkatan KIA adalah … {=Kartu Identitas Anak ~Kartu Induk Anggota ~Kartu Izin Alih ~Kartu Informasi Akta}

Kelahiran dilaporkan paling lambat … hari sejak kelahiran. {#60}

Dua angka pertama NIK menunjukkan kode … {=provinsi ~kecamatan ~tahun lahir ~kelurahan}
"""
CIVIL_MEDIUM = """
Undang-undang administrasi kependudukan terbaru adalah UU Nomor … {=24 Tahun 2013 ~12 Tahun 2006 ~27 Tahun 2022 ~6 Tahun 2014}

Pada NIK perempuan, tanggal lahir ditambah … {#40}

Seorang perempuan lahir tanggal 17. Angka tanggal pada NIK-nya adalah … {#57}

Manakah peristiwa penting? {~%50%Kelahiran ~%50%Perkawinan ~%-50%Pindah datang ~%-50%Perubahan alamat}

Perubahan alamat termasuk peristiwa kependudukan. {T}

Permohonan pindah antarkabupaten memerlukan … {=surat keterangan pindah ~surat nikah ~ijazah ~NPWP}

Data pribadi penduduk boleh dibagikan kepada siapa saja yang meminta. {F}

Kematian dilaporkan oleh … {=ketua RT atau nama lain ~tetangga ~camat ~rumah makan}

Identitas Kependudukan Digital dipakai melalui … {=aplikasi pada telepon pintar ~buku tamu ~kartu kertas ~surat kabar}
"""
ESSAYS = """
Jelaskan langkah menangani pengaduan warga tentang pungutan di loket. {}

Jelaskan bagaimana Anda memperbaiki unsur layanan dengan nilai terendah. {}
"""
IN_WORK = """
Jangka waktu tanggapan awal pengaduan berkadar pengawasan? {=14 hari kerja ~3 hari kerja ~5 hari kerja ~60 hari kerja}

Unsur kesembilan Survei Kepuasan Masyarakat adalah … {=sarana dan prasarana ~persyaratan ~biaya ~waktu}

Standar pelayanan dievaluasi paling sedikit … {=setahun sekali ~sebulan sekali ~sepuluh tahun sekali ~tidak pernah}

Loket dibuka pukul berapa? {=08.00 ~10.00}
"""

ITEMS = (
    ("Pelayanan publik", "easy", SERVICE_EASY),
    ("Pelayanan publik", "medium", SERVICE_MEDIUM),
    ("Anggaran", "easy", BUDGET_EASY),
    ("Anggaran", "medium", BUDGET_MEDIUM),
    ("Administrasi kependudukan", "easy", CIVIL_EASY),
    ("Administrasi kependudukan", "medium", CIVIL_MEDIUM),
    ("Pelayanan publik", "hard", ESSAYS),
    ("Pelayanan publik", "hard", IN_WORK),
)
